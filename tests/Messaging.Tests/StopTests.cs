using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.Messaging.Consuming;
using PovertyPlatform.MessagingTests.Probe;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.MessagingTests;

/// <summary>A host that is cut while it runs stops its consumers more than once, and once after they were disposed of.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private readonly Stage _stage = new();

    public ValueTask InitializeAsync() => _stage.InitializeAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task StoppedAgain_AndAfterItWasDisposedOf_NothingHappens()
    {
        var ct = TestContext.Current.CancellationToken;
        var producer = await _stage.StartProducer();
        var consumer = await _stage.StartConsumer();
        var decided = await Stage.Decide(producer);
        await Eventually.Equals(1L, () => _stage.Effects(decided.SubjectId));
        var bus = consumer.Services.GetRequiredService<BusHost>();

        var (first, second) = (bus.StopAsync(ct), bus.StopAsync(ct));
        await Task.WhenAll(first, second);
        Assert.Same(first, second);
        bus.Dispose();
        await bus.StopAsync(ct);
        bus.Dispose();
        await bus.Reconnect(ct);
        await consumer.StopAsync(ct);
    }

    [Fact]
    public async Task DisposedOfWithoutAStop_CanStillBeStopped()
    {
        var consumer = await _stage.StartConsumer();
        var bus = consumer.Services.GetRequiredService<BusHost>();
        await Eventually.Equals(true, () => Task.FromResult(bus.Bus is not null));
        var connected = bus.Bus!;
        bus.Dispose();
        await bus.StopAsync(TestContext.Current.CancellationToken);
        await consumer.StopAsync(TestContext.Current.CancellationToken);
        await connected.StopAsync(TestContext.Current.CancellationToken);
    }
}
