using System.Diagnostics;
using System.Diagnostics.Metrics;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.PartnerServiceTests.Webhooks;

/// <summary>The whole way: event, broker, feed, bell.</summary>
public class LiveWebhookTests(PartnerHost host)
{
    private readonly string _commune = Told.NewCommune();

    private BankAtWork Bank => new(host, Told.BankOf(_commune));

    [Fact]
    public async Task Grant_RingsAtTheBankWithinSeconds()
    {
        await using var receiver = await Receiver.Open();
        var (_, secret) = await Bank.Register(receiver.Url);
        var granted = Told.Granted(_commune);
        await host.Tell(granted);
        var heard = await Eventually.Get(() => Task.FromResult(receiver.Calls.FirstOrDefault()), call => call is not null);
        Assert.Equal(granted.EventId.ToString(), heard!.Id);
        Assert.True(heard.IsSignedBy(secret, DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task EndpointThatHangs_DelaysNobodyElse()
    {
        await using var hanging = await Receiver.Open();
        await using var healthy = await Receiver.Open();
        hanging.Hangs();
        var (id, _) = await Bank.Register(hanging.Url);
        await Bank.Register(healthy.Url);
        var told = Enumerable.Range(0, 12).Select(_ => Told.Granted(_commune)).ToArray();
        var watch = Stopwatch.StartNew();
        await host.Tell([.. told]);
        await Eventually.Equals(12, () => Task.FromResult(healthy.Calls.Select(call => call.Id).Distinct().Count()), TimeSpan.FromSeconds(10));
        // One attempt at the hanging one takes two seconds, and only four run at once: waiting for it would take six.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(6));
        Assert.NotEmpty(hanging.Calls);
        await Eventually.Get(() => Bank.Endpoint(id), endpoint => endpoint.TryGetProperty("lastFault", out var fault) && fault.GetString() == "timeout");
    }

    [Fact]
    public async Task Test_RingsWithoutAnEvent()
    {
        await using var receiver = await Receiver.Open();
        var (id, secret) = await Bank.Register(receiver.Url);
        var answer = await (await Bank.Post($"/{id}/test")).ShouldBeOk();
        var heard = await Eventually.Get(() => Task.FromResult(receiver.Calls.FirstOrDefault()), call => call is not null);
        Assert.True(heard!.IsSignedBy(secret, DateTimeOffset.UtcNow));
        Assert.Equal(answer.GetProperty("webhookId").GetString(), heard.Id);
        Assert.Contains("vn.povertyplatform.partner.webhook-tested.v1", System.Text.Encoding.UTF8.GetString(heard.Body), StringComparison.Ordinal);
        Assert.Empty(await new Events.FeedClient(host.ClientFor(Told.BankOf(_commune))).PollAll());
        await Eventually.Get(() => Bank.Deliveries(id, "state=delivered"), delivered => delivered.Count == 1);
    }

    [Fact]
    public async Task Attempts_AreMeasuredWithoutAddressOrSecret()
    {
        var measured = new System.Collections.Concurrent.ConcurrentQueue<(string Name, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == "PovertyPlatform.Partner")
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => measured.Enqueue((instrument.Name, string.Join(',', tags.ToArray()))));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => measured.Enqueue((instrument.Name, string.Join(',', tags.ToArray()))));
        listener.Start();
        await using var receiver = await Receiver.Open();
        receiver.Says(410);
        var (id, _) = await Bank.Register(receiver.Url);
        await (await Bank.Post($"/{id}/test")).ShouldBeOk();
        await Eventually.Get(() => Task.FromResult(measured.ToList()), seen => seen.Any(entry => entry.Name == "webhook.disabled"));
        Assert.Contains(measured, entry => entry == ("webhook.attempts", "[outcome, http-410]"));
        Assert.Contains(measured, entry => entry.Name == "webhook.latency");
        Assert.Contains(measured, entry => entry == ("webhook.disabled", "[reason, endpoint-gone]"));
        Assert.DoesNotContain(measured, entry => entry.Tags.Contains("127.0.0.1", StringComparison.Ordinal) || entry.Tags.Contains("branch", StringComparison.Ordinal));
    }
}
