using System.Net;
using System.Text;
using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.PartnerServiceTests.Webhooks;

[Collection(QuietHost.OneAtATime)]
public class ManageWebhooksTests(QuietHost host)
{
    private readonly string _commune = Told.NewCommune();

    private BankAtWork Bank => new(host, Told.BankOf(_commune));

    [Fact]
    public async Task Registration_ShowsTheSecretOnceAndRepeatsItsAnswer()
    {
        var (key, wish) = (Guid.NewGuid().ToString(), new { url = "http://localhost:9/hooks?token=query-secret", types = new[] { FeedTypes.Granted }, communes = new[] { _commune }, description = "Chi nhánh" });
        using var first = await Bank.Post("", wish, key);
        using var again = await Bank.Post("", wish, key);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var registered = await first.ShouldBeOk();
        var secret = registered.GetProperty("secret").GetString()!;
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);

        var listed = await (await Bank.Get("")).ShouldBeOk();
        var item = Assert.Single(listed.GetProperty("items").EnumerateArray());
        Assert.Equal(("Active", "Chi nhánh"), (item.GetProperty("state").GetString(), item.GetProperty("description").GetString()));
        Assert.DoesNotContain("whsec_", listed.GetRawText(), StringComparison.Ordinal);
        var id = registered.GetProperty("id").GetGuid();
        Assert.Equal(first.Headers.Location!.ToString(), $"/v1/webhooks/{id}");
        Assert.Equal(0, await host.Scalar<long>("select count(*) from webhook_endpoint e where id = $1 and (e::text like '%whsec_%' or encode(sealed_secret, 'escape') like $2)", id, $"%{secret[6..20]}%"));
        Assert.Equal("webhook.register", await host.Scalar<string>("select action from audit.entry where subject_id = $1", id));
    }

    [Theory]
    [InlineData("{}", "url")]
    [InlineData("""{"url":"http://bank.example/hooks"}""", "url")]
    [InlineData("""{"url":"https://10.0.0.5/hooks"}""", "url")]
    [InlineData("""{"url":"https://[fd00::1]/hooks"}""", "url")]
    [InlineData("""{"url":"https://u:p@bank.example/"}""", "url")]
    [InlineData("""{"url":"http://localhost:9/","types":["everything"]}""", "types")]
    [InlineData("""{"url":"http://localhost:9/","types":[null]}""", "$.types")]
    [InlineData("""{"url":"http://localhost:9/","communes":["4492"]}""", "communes")]
    [InlineData("""{"url":"http://localhost:9/","description":"LONG"}""", "description")]
    [InlineData("""{"url":5}""", "$.url")]
    [InlineData("""{"url":""", null)]
    [InlineData("[]", null)]
    [InlineData("", null)]
    public async Task MalformedWish_IsRefusedWithItsField(string body, string? field)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/webhooks")
        {
            Content = new StringContent(body.Replace("LONG", new string('x', 201), StringComparison.Ordinal), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(IdempotencyExtensions.KeyHeader, Guid.NewGuid().ToString());
        using var answer = await host.ClientFor(Told.BankOf(_commune)).SendAsync(request, TestContext.Current.CancellationToken);
        var problem = await answer.ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        if (field is not null)
            Assert.Equal(field, problem.GetProperty("faults")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task CommuneOutsideTheClientsArea_IsRefused() =>
        await (await Bank.Post("", new { url = "http://localhost:9/", communes = new[] { "04495" } })).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");

    [Fact]
    public async Task TooManyEndpoints_AreRefused()
    {
        for (var number = 0; number < 10; number++)
            await Bank.Register($"http://localhost:9/{number}");
        await (await Bank.Post("", new { url = "http://localhost:9/one-more" })).ShouldBeRefused(HttpStatusCode.Conflict, "too-many-webhooks");
    }

    [Fact]
    public async Task OtherClients_SeeNothingOfAnEndpoint()
    {
        var (id, _) = await Bank.Register("http://localhost:9/");
        foreach (var stranger in new[] { new BankAtWork(host, Told.BankOf(_commune) with { Id = "stranger" }), new BankAtWork(host, TestActors.Everything) })
        {
            Assert.DoesNotContain(id.ToString(), (await (await stranger.Get("")).ShouldBeOk()).GetRawText(), StringComparison.Ordinal);
            await (await stranger.Get($"/{id}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
            await (await stranger.Get($"/{id}/deliveries")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
            await (await stranger.Delete($"/{id}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
            foreach (var act in new[] { "secret", "pause", "resume", "test", $"deliveries/{Guid.NewGuid()}/retry" })
                await (await stranger.Post($"/{id}/{act}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        }

        Assert.Equal("Active", (await Bank.Endpoint(id)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task RemovedEndpoint_IsGone()
    {
        var (id, _) = await Bank.Register("http://localhost:9/");
        await (await Bank.Post($"/{id}/test")).ShouldBeOk();
        await (await Bank.Delete($"/{id}")).ShouldBeOk();
        await (await Bank.Get($"/{id}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await Bank.Delete($"/{id}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, await host.Scalar<long>("select count(*) from webhook_delivery where endpoint_id = $1", id));
    }

    [Fact]
    public async Task DeliveriesOfMalformedWish_AreRefused()
    {
        var (id, _) = await Bank.Register("http://localhost:9/");
        foreach (var query in new[] { "state=lost", "cursor=5", "limit=501", "limit=-1" })
            await (await Bank.Get($"/{id}/deliveries?{query}")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Bank.Get("/not-an-id")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }
}
