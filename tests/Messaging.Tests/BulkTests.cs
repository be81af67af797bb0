using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.Messaging;
using PovertyPlatform.Messaging.Outbox;
using PovertyPlatform.MessagingTests.Probe;
using PovertyPlatform.ServiceDefaults.Hosting;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.MessagingTests;

/// <summary>Bulk work lets people go first, and nothing of it is lost by waiting.</summary>
public sealed class BulkTests : IAsyncLifetime
{
    private readonly Stage _stage = new();

    public ValueTask InitializeAsync() => _stage.InitializeAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task BulkWaitsWhileCallersAreAnswered_SingleDecisionsDoNot_AndAllArriveAfterwards()
    {
        await _stage.StartConsumer();
        var producer = await _stage.StartProducer((MessagingExtensions.BulkKey, "0"));
        using var people = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        producer.Services.GetRequiredService<CallersAtWork>().Note();
        var asking = Ask(producer, people.Token);
        var bulk = Enumerable.Range(0, 400).Select(_ => Guid.CreateVersion7()).ToArray();
        await using (var connection = await _stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await OutboxCopy.Write(connection, bulk.Select(subject => Stage.Event(subject, 1)), TestContext.Current.CancellationToken);
        for (var i = 0; i < 20; i++)
        {
            var decided = await Stage.Decide(producer);
            await Eventually.Equals(1L, () => _stage.Effects(decided.SubjectId));
        }

        Assert.Equal(0L, await Arrived(bulk));
        await people.CancelAsync();
        await asking;
        await Eventually.Equals(400L, () => Arrived(bulk));
    }

    [Fact]
    public void Pace_GivesPortionsBesideCallers_AndAnyNumberOtherwise()
    {
        var clock = new Ticks();
        var callers = new CallersAtWork(clock);
        var pace = new BulkPace(callers, 80, clock);
        Assert.Equal(int.MaxValue, pace.Room());
        callers.Note();
        clock.Now += TimeSpan.FromSeconds(1);
        // A long wait is worth two portions, one after the other.
        Assert.Equal(8, pace.Room());
        pace.Took(8);
        Assert.Equal(8, pace.Room());
        pace.Took(8);
        Assert.Equal(0, pace.Room());
        clock.Now += TimeSpan.FromMilliseconds(99);
        Assert.Equal(0, pace.Room());
        clock.Now += TimeSpan.FromMilliseconds(2);
        Assert.Equal(8, pace.Room());
        clock.Now += TimeSpan.FromSeconds(2);
        Assert.Equal(int.MaxValue, pace.Room());

        // What went at full speed is no debt.
        pace.Took(100_000);
        callers.Note();
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(8, pace.Room());
    }

    [Fact]
    public async Task LooksAtHealth_AreNobodyAtWork()
    {
        var producer = await _stage.StartProducer();
        using var client = RunningStage.ClientOf(producer, null);
        var callers = producer.Services.GetRequiredService<CallersAtWork>();
        (await client.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        Assert.False(callers.Any);
        await client.GetAsync(new Uri("/v1/nothing", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(callers.Any);
    }

    private static async Task Ask(WebApplication producer, CancellationToken ct)
    {
        using var client = RunningStage.ClientOf(producer, null);
        while (!ct.IsCancellationRequested)
        {
            await client.GetAsync(new Uri("/v1/nothing", UriKind.Relative), CancellationToken.None);
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private Task<long> Arrived(Guid[] subjects) => Stage.Ask<long>(_stage.ConsumerData, "select count(*) from probe.effect where subject_id = any($1)", subjects);

    private sealed class Ticks : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromDays(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
