using System.Net;
using System.Security.Cryptography;
using System.Text;
using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.PartnerServiceTests.Events;

public class ReconciliationTests(QuietHost host)
{
    private readonly string _commune = Told.NewCommune();

    private HttpClient Bank => host.ClientFor(Told.BankOf(_commune));

    [Fact]
    public async Task Summary_AgreesWithWhatTheBankHas()
    {
        // Noon, so that neither time zone moves the day.
        var noon = new DateTimeOffset(DateTime.UtcNow.Date.AddHours(-19), TimeSpan.Zero);
        for (var number = 0; number < 7; number++)
            await host.Append(_commune, type: number % 3 == 0 ? FeedTypes.Withdrawn : FeedTypes.Granted, at: noon);
        await host.Append(_commune, at: noon.AddDays(-1));
        await host.Append(Told.NewCommune(), at: noon);

        var heard = (await new FeedClient(Bank).PollAll()).Where(cloudEvent => VietnamDay.Of(cloudEvent.Time!.Value) == VietnamDay.Of(noon)).ToList();
        var summary = await (await Bank.GetAsync($"/v1/events/summary?day={VietnamDay.Of(noon):yyyy-MM-dd}", TestContext.Current.CancellationToken)).ShouldBeOk();
        Assert.Equal(7, summary.GetProperty("total").GetInt64());
        Assert.Equal(2, summary.GetProperty("items").GetArrayLength());
        foreach (var item in summary.GetProperty("items").EnumerateArray())
        {
            Assert.Equal(_commune, item.GetProperty("communeCode").GetString());
            var ids = heard.Where(cloudEvent => cloudEvent.Type == item.GetProperty("type").GetString()).Select(cloudEvent => cloudEvent.Id!).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(ids.Count, item.GetProperty("count").GetInt32());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', ids)))), item.GetProperty("checksum").GetString());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?day=yesterday")]
    [InlineData("?day=24/11/2026")]
    [InlineData("?day=0001-01-01")]
    [InlineData("?day=2199-01-01")]
    public async Task SummaryOfNoDay_IsRefused(string query) =>
        await (await Bank.GetAsync($"/v1/events/summary{query}", TestContext.Current.CancellationToken)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task Acknowledgement_IsKeptOncePerClient()
    {
        var id = await host.Append(_commune);
        var first = await (await Acknowledge(id, Told.BankOf(_commune))).ShouldBeOk();
        var again = await (await Acknowledge(id, Told.BankOf(_commune))).ShouldBeOk();
        Assert.Equal(first.GetProperty("receivedAt").GetDateTimeOffset(), again.GetProperty("receivedAt").GetDateTimeOffset());
        await (await Acknowledge(id, Told.BankOf(_commune) with { Id = "another-bank" })).ShouldBeOk();
        Assert.Equal(2, await host.Scalar<long>("select count(*) from feed_acknowledgement where event_id = $1", id));
        await (await Acknowledge(id, TestActors.Bank.In("92"))).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await Acknowledge(Guid.NewGuid(), Told.BankOf(_commune))).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task AcknowledgementWithoutKey_IsRefused() => await (await Bank.PostAsync($"/v1/events/{Guid.CreateVersion7()}/acknowledgement", null,
        TestContext.Current.CancellationToken)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");

    private async Task<HttpResponseMessage> Acknowledge(Guid id, TestActor actor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/events/{id}/acknowledgement");
        request.Headers.Add(IdempotencyExtensions.KeyHeader, Guid.NewGuid().ToString());
        return await host.ClientFor(actor.With(Scopes.EventsRead)).SendAsync(request, TestContext.Current.CancellationToken);
    }
}
