using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.Messaging.Consuming;
using PovertyPlatform.MessagingTests.Probe;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.MessagingTests;

/// <summary>Consumers that no longer consume, without a word from their client.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private readonly Stage _stage = new();

    public ValueTask InitializeAsync() => _stage.InitializeAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task ConsumersThatFellSilent_AreConnectedAnew_AndOnlyThose()
    {
        var producer = await _stage.StartProducer();
        var consumer = await _stage.StartWatchedConsumer(TimeSpan.FromMilliseconds(100));
        var first = await Stage.Decide(producer);
        await Eventually.Equals(1L, () => _stage.Effects(first.SubjectId));
        var bus = consumer.Services.GetRequiredService<BusHost>();
        var before = bus.Bus!;

        // Nothing waits: nothing is wrong, however long it lasts.
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.Same(before, bus.Bus);

        await before.StopAsync(TestContext.Current.CancellationToken);
        var decided = new List<Guid>();
        for (var i = 0; i < 50; i++)
            decided.Add((await Stage.Decide(producer)).SubjectId);
        await Eventually.Equals(50L, () => Stage.Ask<long>(_stage.ConsumerData, "select count(*) from probe.effect where subject_id = any($1)", decided.ToArray()));
        await Eventually.Equals(50L, () => Stage.Ask<long>(_stage.ConsumerData, "select count(*) from probe.newest where subject_id = any($1)", decided.ToArray()));
        Assert.NotSame(before, bus.Bus);
    }
}
