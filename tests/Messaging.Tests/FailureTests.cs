using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PovertyPlatform.Messaging;
using PovertyPlatform.MessagingTests.Probe;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.MessagingTests;

/// <summary>The failure ladder: one event's misfortune is never another's.</summary>
[Collection(RunningStage.Name)]
public sealed class FailureTests(RunningStage stage) : IAsyncLifetime
{
    private const string ErrorQueue = $"{RunningStage.Business}_error";

    public async ValueTask InitializeAsync() => await stage.EmptyShelf();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task PoisonedEvent_GoesToTheErrorQueue_OthersOfItsBatchDoNot()
    {
        var events = Enumerable.Range(0, 40).Select(_ => Stage.Event(Guid.CreateVersion7(), 1)).ToList();
        stage.Script.On(events[17].SubjectId, _ => throw new InvalidOperationException("Nguyễn Thị Bịa, 012345678901"));
        await using (var connection = await stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await OutboxCopy.Write(connection, events, TestContext.Current.CancellationToken);
        await Eventually.Equals(39L, () => Stage.Ask<long>(stage.ConsumerData, "select count(*) from probe.effect where subject_id = any($1)", events.Select(decided => decided.SubjectId).ToArray()));
        var fault = await Eventually.Get(() => stage.Take(ErrorQueue), message => message is not null);
        Assert.Equal(events[17].EventId.ToString(), fault!.BasicProperties.MessageId);
        var headers = string.Join('|', fault.BasicProperties.Headers!.Values.Select(value => value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : $"{value}"));
        Assert.Contains("InvalidOperationException", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("012345678901", headers, StringComparison.Ordinal);
        Assert.Equal(0, await stage.Effects(events[17].SubjectId));
    }

    [Fact]
    public async Task TransientFailure_IsTriedAgainBesideTheQueue()
    {
        var slow = Stage.Event(Guid.CreateVersion7(), 1);
        var attempts = 0;
        stage.Script.On(slow.SubjectId, _ => { if (++attempts < 3) throw new DbUpdateConcurrencyException("somebody was faster"); });
        await Publish(slow);
        await Eventually.Get(() => Task.FromResult(attempts), count => count > 0);
        var watch = Stopwatch.StartNew();
        var other = await Stage.Decide(stage.Producer);
        await Eventually.Equals(1L, () => stage.Effects(other.SubjectId));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"The other event waited {watch.Elapsed}.");
        await Eventually.Equals(1L, () => stage.Effects(slow.SubjectId));
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task EventThatIsTooEarly_IsParkedAndHandledLater()
    {
        var early = Stage.Event(Guid.CreateVersion7(), 1);
        stage.Script.On(early.SubjectId, async (decided, db, ct) =>
        {
            if (!await db.Known.AnyAsync(known => known.Id == decided.SubjectId, ct))
                throw new NotYetException("thing-unknown");
        });
        await Publish(early);
        await Eventually.Equals("thing-unknown", () => Stage.Ask<string>(stage.ConsumerData,
            "select missing from messaging.parked_message where message_id = $1 union all select '' limit 1", early.EventId));
        Assert.Equal(0, await stage.Effects(early.SubjectId));
        await Stage.Ask<int>(stage.ConsumerData, "insert into probe.known (id) values ($1) returning 1", early.SubjectId);
        await Eventually.Equals(1L, () => stage.Effects(early.SubjectId));
        Assert.Equal(0L, await Stage.Ask<long>(stage.ConsumerData, "select count(*) from messaging.parked_message where message_id = $1", early.EventId));
        await Eventually.Equals(1L, () => Stage.Ask<long>(stage.ProducerData, "select count(*) from probe.answer where subject_id = $1", early.SubjectId));
    }

    [Fact]
    public async Task ParkedEventThatTurnsOutWrong_GoesToTheErrorQueue()
    {
        var wrong = Stage.Event(Guid.CreateVersion7(), 1);
        var parked = false;
        stage.Script.On(wrong.SubjectId, _ =>
        {
            if (parked)
                throw new InvalidOperationException("wrong after all");
            parked = true;
            throw new NotYetException("thing-unknown");
        });
        await Publish(wrong);
        var fault = await Eventually.Get(() => stage.Take(ErrorQueue), message => message is not null);
        Assert.Equal(wrong.EventId.ToString(), fault!.BasicProperties.MessageId);
        await Eventually.Equals(0L, () => Stage.Ask<long>(stage.ConsumerData, "select count(*) from messaging.parked_message where message_id = $1", wrong.EventId));
        Assert.Equal(0, await stage.Effects(wrong.SubjectId));
    }

    [Fact]
    public async Task DatabaseSessionLost_NobodyIsToBlame()
    {
        var decided = Stage.Event(Guid.CreateVersion7(), 1);
        var times = 0;
        stage.Script.On(decided.SubjectId, async (_, db, ct) =>
        {
            if (times++ == 0)
                await db.Database.ExecuteSqlAsync($"select pg_terminate_backend(pg_backend_pid())", ct);
        });
        await Publish(decided);
        await Eventually.Equals(1L, () => stage.Effects(decided.SubjectId));
        Assert.Equal(2, times);
    }

    [Fact]
    public async Task EventOfTheSameSubject_WaitsForTheNextCommit()
    {
        var subject = Guid.CreateVersion7();
        var together = 0;
        stage.Script.On(subject, (_, db, _) =>
        {
            if (db.ChangeTracker.Entries<EffectRow>().Count(row => row.Entity.SubjectId == subject) > 1)
                together++;
            return Task.CompletedTask;
        });
        await using (var connection = await stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await OutboxCopy.Write(connection, Enumerable.Range(1, 10).Select(version => Stage.Event(subject, version)), TestContext.Current.CancellationToken);
        await Eventually.Equals(10L, () => stage.Effects(subject));
        Assert.Equal(0, together);
    }

    private async Task Publish(ThingDecided decided)
    {
        await using var connection = await stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await OutboxCopy.Write(connection, [decided], TestContext.Current.CancellationToken);
    }
}
