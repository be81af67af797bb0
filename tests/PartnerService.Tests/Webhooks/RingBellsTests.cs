using System.Text.Json;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.PartnerService.Features.Deliveries;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.PartnerServiceTests.Webhooks;

/// <summary>Bells at a real receiver, with the test's clock. One class: its tests run one after another, because ringing takes whatever is due.</summary>
[Collection(QuietHost.OneAtATime)]
public class RingBellsTests(QuietHost host) : IAsyncLifetime
{
    private readonly string _commune = Told.NewCommune();
    private Receiver? _receiver;

    private Receiver Receiver => _receiver!;

    private BankAtWork Bank => new(host, Told.BankOf(_commune));

    public async ValueTask InitializeAsync()
    {
        // Endpoints of tests before must not ring into this one.
        await using var silence = host.Database.CreateCommand("delete from webhook_endpoint");
        await silence.ExecuteNonQueryAsync();
        _receiver = await Receiver.Open();
    }

    public async ValueTask DisposeAsync() => await Receiver.DisposeAsync();

    [Fact]
    public async Task Bell_IsThinSignedAndNamesTheEvent()
    {
        var (id, secret) = await Bank.Register(Receiver.Url);
        var eventId = await Append();
        await host.FanOut();
        Assert.Equal(1, await host.Ring());
        var heard = Assert.Single(Receiver.Calls);
        Assert.True(heard.IsSignedBy(secret, host.Now.GetUtcNow()));
        Assert.False(heard.IsSignedBy("whsec_" + Convert.ToBase64String(new byte[32]), host.Now.GetUtcNow()));
        Assert.Equal(eventId.ToString(), heard.Id);
        Assert.Equal("application/json", heard.ContentType);
        Assert.InRange(heard.Body.Length, 1, 1000);
        var body = JsonDocument.Parse(heard.Body).RootElement;
        Assert.Equal(["id", "link", "subject", "time", "type"], body.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Equal(eventId, body.GetProperty("id").GetGuid());
        Assert.Equal($"https://gateway.example/partner/v1/grants/{body.GetProperty("subject").GetGuid()}", body.GetProperty("link").GetString());
        Assert.DoesNotContain(heard.Headers.Keys, name => name is "Authorization" or "Cookie");
        var delivery = Assert.Single(await Bank.Deliveries(id, "state=delivered"));
        Assert.Equal((204, 1), (delivery.GetProperty("lastStatus").GetInt32(), delivery.GetProperty("attempts").GetInt32()));
        Assert.Equal(0, await host.Ring());
    }

    [Fact]
    public async Task OnlyEventsOfTheAreaAndWish_Ring()
    {
        var (own, other) = (await Append(), Told.NewCommune());
        await Bank.Register(Receiver.Url, types: [PartnerService.Domain.Feed.FeedTypes.Withdrawn]);
        await Append();
        await Append(other, PartnerService.Domain.Feed.FeedTypes.Withdrawn);
        var wished = await Append(type: PartnerService.Domain.Feed.FeedTypes.Withdrawn);
        await host.FanOut();
        await host.Ring();
        Assert.Equal([wished.ToString()], Receiver.Calls.Select(call => call.Id));
        Assert.DoesNotContain(Receiver.Calls, call => call.Id == own.ToString());
    }

    [Fact]
    public async Task Ladder_IsClimbedToItsEndAndThenTheEndpointIsDisabled()
    {
        var (id, _) = await Bank.Register(Receiver.Url);
        var eventId = await Append();
        Receiver.Says(500);
        await host.FanOut();
        TimeSpan[] waits = [TimeSpan.Zero, .. PartnerService.Domain.Webhooks.WebhookOptions.UsualRetryDelays];
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            // Not before its time (less the jitter), and surely after it; the breaker's half hour is shorter than the later steps, not than the early ones.
            host.Now.Advance(waits[attempt - 1] * 0.89);
            if (attempt > 1)
                Assert.Equal(0, await host.Ring());
            host.Now.Advance(waits[attempt - 1] * 0.22 + TimeSpan.FromSeconds(1));
            Assert.Equal(1, await host.Ring());
            Assert.Equal(attempt, Receiver.Calls.Count);
        }

        Assert.Equal([eventId.ToString()], Receiver.Calls.Select(call => call.Id).Distinct());
        var endpoint = await Bank.Endpoint(id);
        Assert.Equal("Disabled", endpoint.GetProperty("state").GetString());
        Assert.Equal("attempts-exhausted:http-500", endpoint.GetProperty("reason").GetProperty("code").GetString());
        Assert.NotEmpty(endpoint.GetProperty("reason").GetProperty("vi").GetString()!);
        Assert.Equal("Exhausted", Assert.Single(await Bank.Deliveries(id)).GetProperty("state").GetString());
        host.Now.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await host.Ring());
        await (await Bank.Post($"/{id}/pause")).ShouldBeRefused(System.Net.HttpStatusCode.Conflict, "endpoint-disabled");
        await (await Bank.Post($"/{id}/test")).ShouldBeRefused(System.Net.HttpStatusCode.Conflict, "webhook-not-active");
    }

    [Fact]
    public async Task ResumedEndpoint_HearsWhatItMissedAndWhatItAsksFor()
    {
        var (id, _) = await Bank.Register(Receiver.Url);
        await (await Bank.Post($"/{id}/pause")).ShouldBeOk();
        var missed = await Append();
        await host.FanOut();
        Assert.Equal(0, await host.Ring());
        await (await Bank.Post($"/{id}/resume")).ShouldBeOk();
        await host.FanOut();
        await host.Ring();
        Assert.Equal(missed.ToString(), Assert.Single(Receiver.Calls).Id);

        var delivery = Assert.Single(await Bank.Deliveries(id)).GetProperty("id").GetGuid();
        await (await Bank.Post($"/{id}/deliveries/{delivery}/retry")).ShouldBeOk();
        await host.Ring();
        Assert.Equal([missed.ToString(), missed.ToString()], Receiver.Calls.Select(call => call.Id));

        await (await Bank.Post($"/{id}/pause")).ShouldBeOk();
        await Append();
        await (await Bank.Post($"/{id}/resume?skipMissed=true")).ShouldBeOk();
        await host.FanOut();
        Assert.Equal(0, await host.Ring());
    }

    [Fact]
    public async Task CrashBetweenSendAndRecord_RepeatsOneBellUnderItsId()
    {
        await Bank.Register(Receiver.Url);
        var eventId = await Append();
        await host.FanOut();
        // The sender claims and sends, and dies before it can record.
        var claimed = Assert.Single(await host.Of<PendingDeliveries>().Claim(10, host.Now.GetUtcNow(), CancellationToken.None));
        Assert.True((await host.Of<WebhookSender>().Send(claimed, CancellationToken.None)).IsHeard);
        Assert.Equal(0, await host.Ring());
        host.Now.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await host.Ring());
        Assert.Equal([eventId.ToString(), eventId.ToString()], Receiver.Calls.Select(call => call.Id));
        // The dead sender comes back late: its word no longer counts, and nothing rings again.
        await host.Of<PendingDeliveries>().Record(claimed, new AttemptResult(500, "http-500"), 0.5, host.Now.GetUtcNow(), CancellationToken.None);
        host.Now.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await host.Ring());
        Assert.Equal(2, Receiver.Calls.Count);
    }

    [Fact]
    public async Task RotatedSecret_SignsBesideTheOldOneForADay()
    {
        var (id, old) = await Bank.Register(Receiver.Url);
        var rotated = await (await Bank.Post($"/{id}/secret")).ShouldBeOk();
        var now = rotated.GetProperty("secret").GetString()!;
        Assert.NotEqual(old, now);
        await Append();
        await host.FanOut();
        await host.Ring();
        var both = Receiver.Calls.Last();
        Assert.True(both.IsSignedBy(old, host.Now.GetUtcNow()) && both.IsSignedBy(now, host.Now.GetUtcNow()));
        Assert.Equal(2, both.Signatures.Split(' ').Length);

        host.Now.Advance(TimeSpan.FromHours(25));
        await Append();
        await host.FanOut();
        await host.Ring();
        var one = Receiver.Calls.Last();
        Assert.True(one.IsSignedBy(now, host.Now.GetUtcNow()));
        Assert.False(one.IsSignedBy(old, host.Now.GetUtcNow()));
    }

    [Fact]
    public async Task Gone_DisablesAtOnce()
    {
        var (id, _) = await Bank.Register(Receiver.Url);
        Receiver.Says(410);
        await Append();
        await host.FanOut();
        await host.Ring();
        var endpoint = await Bank.Endpoint(id);
        Assert.Equal(("Disabled", "endpoint-gone"), (endpoint.GetProperty("state").GetString(), endpoint.GetProperty("reason").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task FailingEndpoint_IsLeftAloneAndTriedWithOneBell()
    {
        var (id, _) = await Bank.Register(Receiver.Url);
        Receiver.Says(503);
        for (var number = 0; number < 12; number++)
            await Append();
        await host.FanOut();
        await host.Ring();
        // At most the cap was rung before the breaker opened: 5 failures in a row, in rounds of 4.
        Assert.InRange(Receiver.Calls.Count, 5, 8);
        Assert.NotEqual(JsonValueKind.Undefined, (await Bank.Endpoint(id)).GetProperty("closedUntil").ValueKind);
        Assert.Equal(0, await host.Ring());
        var before = Receiver.Calls.Count;
        host.Now.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await host.Ring());
        Receiver.Says(204);
        host.Now.Advance(TimeSpan.FromMinutes(31));
        await host.Ring();
        Assert.Equal(12, Receiver.Calls.Skip(before + 1).Select(call => call.Id).Distinct().Count());
        Assert.Equal(0, (await Bank.Endpoint(id)).GetProperty("consecutiveFailures").GetInt32());
    }

    [Fact]
    public async Task Endpoint_HearsNoMoreThanItsCapAtOnce()
    {
        await Bank.Register(Receiver.Url);
        Receiver.Answer = async context =>
        {
            await Task.Delay(30, CancellationToken.None);
            context.Response.StatusCode = 200;
            await context.Response.Body.WriteAsync(new byte[200_000]);
        };
        for (var number = 0; number < 20; number++)
            await Append();
        await host.FanOut();
        Assert.Equal(20, await host.Ring());
        Assert.InRange(Receiver.MostAtOnce, 1, 4);
        Assert.Equal(20, Receiver.Calls.Select(call => call.Id).Distinct().Count());
    }

    private Task<Guid> Append(string? commune = null, string? type = null) => host.Append(commune ?? _commune, type);
}
