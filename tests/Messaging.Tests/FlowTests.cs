using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyPlatform.Messaging;
using PovertyPlatform.MessagingTests.Probe;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.MessagingTests;

/// <summary>The ordinary way of an event, through two services and back.</summary>
[Collection(RunningStage.Name)]
public sealed class FlowTests(RunningStage stage)
{
    [Fact]
    public async Task Decision_HasOneEffectAndOneAnswer()
    {
        var decided = await Stage.Decide(stage.Producer);
        await Eventually.Equals(1L, () => stage.Effects(decided.SubjectId));
        await Eventually.Equals(1L, () => Stage.Ask<long>(stage.ConsumerData, "select events from probe.newest where subject_id = $1 union all select 0 limit 1", decided.SubjectId));
        await Eventually.Equals(1L, () => Stage.Ask<long>(stage.ProducerData, "select count(*) from probe.answer where subject_id = $1", decided.SubjectId));
    }

    [Fact]
    public async Task RolledBackDecision_PublishesNothing()
    {
        await using var scope = stage.Producer.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProbeDb>();
        db.Area = AreaScope.Nationwide;
        var lost = Stage.Event(Guid.CreateVersion7(), 1);
        await using (await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            db.Publish(lost);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var after = await Stage.Decide(stage.Producer);
        await Eventually.Equals(1L, () => stage.Effects(after.SubjectId));
        Assert.Equal(0, await stage.Effects(lost.SubjectId));
        Assert.Equal(0L, await Stage.Ask<long>(stage.ProducerData, "select count(*) from messaging.outbox_message where message_id = $1", lost.EventId));
    }

    [Fact]
    public async Task EventsOfOneSubject_ArriveInTheOrderOfTheirVersions()
    {
        var subject = Guid.CreateVersion7();
        for (var commit = 0; commit < 20; commit++)
        {
            await using var scope = stage.Producer.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ProbeDb>();
            foreach (var version in Enumerable.Range(commit * 5 + 1, 5).Reverse())
                db.Publish(Stage.Event(subject, version));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await Eventually.Equals(100L, () => stage.Effects(subject));
        Assert.Equal(0L, await Stage.Ask<long>(stage.ConsumerData,
            "select count(*) from (select version, lag(version) over (order by position) as before from probe.effect where subject_id = $1) e where version < before", subject));
    }

    [Fact]
    public async Task BulkCopy_ArrivesLikeAnyOther()
    {
        var subjects = Enumerable.Range(0, 300).Select(_ => Guid.CreateVersion7()).ToArray();
        await using (var connection = await stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken))
            Assert.Equal(300, await OutboxCopy.Write(connection, subjects.Select(subject => Stage.Event(subject, 1)), TestContext.Current.CancellationToken));
        await Eventually.Equals(300L, () => Stage.Ask<long>(stage.ConsumerData, "select count(*) from probe.effect where subject_id = any($1)", subjects));
        Assert.Equal(4L, await Stage.Ask<long>(stage.ProducerData, "select count(distinct lane) from messaging.outbox_message where subject_id = any($1) and lane between 12 and 15", subjects));
    }

    [Fact]
    public async Task EventWithoutConsumers_DoesNotHoldUpItsLane()
    {
        var subject = Guid.CreateVersion7();
        await using (var scope = stage.Producer.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ProbeDb>();
            db.Publish(new ThingMurmured(Guid.CreateVersion7(), DateTimeOffset.UtcNow, subject, 1, "15", "04492"));
            db.Publish(Stage.Event(subject, 2));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await Eventually.Equals(1L, () => stage.Effects(subject));
    }

    [Fact]
    public async Task StoredBytes_AreReadableUtf8WithEnumNames()
    {
        var decided = await Stage.Decide(stage.Producer, note: "Quyết định 118/QĐ-UBND", level: ThingLevel.High);
        var body = Encoding.UTF8.GetString(await Stage.Ask<byte[]>(stage.ProducerData, "select body from messaging.outbox_message where message_id = $1", decided.EventId));
        Assert.Contains("\"note\":\"Quyết định 118/QĐ-UBND\"", body, StringComparison.Ordinal);
        Assert.Contains("\"level\":\"High\"", body, StringComparison.Ordinal);
        Assert.Contains($"\"subjectId\":\"{decided.SubjectId}\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishingTwiceTheSameEvent_HasOneEffect()
    {
        var decided = Stage.Event(Guid.CreateVersion7(), 1);
        for (var time = 0; time < 3; time++)
        {
            await using var connection = await stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await OutboxCopy.Write(connection, [decided], TestContext.Current.CancellationToken);
        }

        var last = await Stage.Decide(stage.Producer, decided.SubjectId, 2);
        await Eventually.Equals(1L, () => Stage.Ask<long>(stage.ConsumerData, "select count(*) from probe.effect where event_id = $1", last.EventId));
        await Eventually.Equals(0L, () => stage.Ready(RunningStage.Business));
        Assert.Equal(1L, await Stage.Ask<long>(stage.ConsumerData, "select count(*) from probe.effect where event_id = $1", decided.EventId));
    }

    [Fact]
    public async Task MigratingAgain_ChangesNothing()
    {
        await ProbeService.Migrate(ProbeService.Consumer, stage.ConsumerDatabase, stage.Messaging);
        var decided = await Stage.Decide(stage.Producer);
        await Eventually.Equals(1L, () => stage.Effects(decided.SubjectId));
    }
}
