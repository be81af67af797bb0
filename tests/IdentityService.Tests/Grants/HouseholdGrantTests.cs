using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using PovertyPlatform.IdentityServiceTests.SignIn;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.IdentityServiceTests.Grants;

/// <summary>Who helps from outside the State's hierarchy gets single households of a commune, for a time, and not the commune.</summary>
public sealed class HouseholdGrantTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    private const string Commune = "04492";
    private static readonly TestActor Chair = new("chair-pungluong", [Scopes.RoleGrantsManage, Scopes.RoleGrantsRead], [], [Commune]);
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));

    [Fact]
    public async Task Token_NamesExactlyTheGrantedHouseholds_AndNoCommune()
    {
        Guid[] households = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        var (browser, grant) = await Helper("helper.token", households);
        using (browser)
        {
            var actor = ActorOf((await browser.Tokens()).AccessToken);
            Assert.Equal(households.Select(id => new RecordKey(Commune, id)).OrderBy(key => key.Id), actor.Records.OrderBy(key => key.Id));
            Assert.Empty(actor.Area.Communes);
            Assert.Empty(actor.Area.Provinces);
            Assert.Equal([Scopes.ReferenceRead, Scopes.SponsorCardsRead], actor.Scopes.Where(scope => scope != "offline_access").Order(StringComparer.Ordinal));
            Assert.Equal(households, grant.GetProperty("households").EnumerateArray().Select(id => id.GetGuid()));
        }
    }

    [Fact]
    public async Task GrantTakenBack_GivesNoTokenAndRevokesThoseThatAreOut()
    {
        var (browser, grant) = await Helper("helper.back", [Guid.CreateVersion7()]);
        using (browser)
        {
            var tokens = await browser.Tokens();
            Assert.Equal(HttpStatusCode.NoContent, (await Send($"/v1/grants/{grant.GetProperty("id").GetString()}/revocation", new { reason = "hết chương trình" })).StatusCode);
            Assert.Equal("invalid_grant", (await browser.Refresh(tokens.RefreshToken!)).Error);
            Assert.Equal(1, await host.Scalar<long>("select count(*) from access.revocation where subject = $1", (await host.AccountId("helper.back")).ToString()));
        }
    }

    [Fact]
    public async Task GrantThatEnded_GivesNoToken()
    {
        var (browser, grant) = await Helper("helper.ended", [Guid.CreateVersion7()]);
        using (browser)
        {
            var tokens = await browser.Tokens();
            await host.Scalar<Guid>("update role_grant set valid_from = current_date - 9, valid_to = current_date - 2 where id = $1 returning id", grant.GetProperty("id").GetGuid());
            Assert.Equal("invalid_grant", (await browser.Refresh(tokens.RefreshToken!)).Error);
        }
    }

    [Fact]
    public async Task MoreHouseholdsThanATokenHolds_AreRefused()
    {
        await NewAccount("helper.many");
        Guid[] many = [.. Enumerable.Range(0, RecordKey.MostPerToken).Select(_ => Guid.CreateVersion7())];
        await (await Grant("helper.many", [.. many, Guid.CreateVersion7()])).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Grant("helper.many", many)).ShouldBeOk();
        await (await Grant("helper.many", [Guid.CreateVersion7()])).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "too-many-households");
        await (await Grant("helper.many", [many[3]])).ShouldBeRefused(HttpStatusCode.Conflict, "grant-exists");
    }

    [Fact]
    public async Task RoleOfAnAreaByHouseholds_AndRoleOfHouseholdsByArea_AreRefused()
    {
        await NewAccount("helper.level");
        await (await Grant("helper.level", [Guid.CreateVersion7()], role: "reviewer")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "area-level");
        await (await Grant("helper.level", [])).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "area-level");
        var elsewhere = await host.Scalar<string>("select code from area where province_code = '15' and valid_to is null and code <> '15' and code <> '04492' limit 1");
        await (await Grant("helper.level", [Guid.CreateVersion7()], commune: elsewhere)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
    }

    private static Actor ActorOf(string token) => Actor.From(new(new System.Security.Claims.ClaimsIdentity(new JsonWebToken(token).Claims)));

    private async Task<(OfficerBrowser Browser, JsonElement Grant)> Helper(string name, Guid[] households)
    {
        var code = await NewAccount(name);
        var grant = await (await Grant(name, households)).ShouldBeOk();
        var browser = new OfficerBrowser(host);
        const string Password = "mật khẩu dài của người giúp đỡ";
        await browser.Submit("/account/activation", "/account/activation", ("userName", name), ("code", code), ("password", Password), ("again", Password));
        await browser.Submit("/account/sign-in", "/account/sign-in", ("userName", name), ("password", Password));
        return (browser, grant);
    }

    private async Task<string> NewAccount(string name)
    {
        using var client = host.ClientFor(new TestActor("administrator", [Scopes.AccountsManage], [], [], Nationwide: true));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/accounts") { Content = JsonContent.Create(new { userName = name }) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return (await (await client.SendAsync(request)).ShouldBeOk()).GetProperty("oneTimeCode").GetString()!;
    }

    private Task<HttpResponseMessage> Grant(string userName, Guid[] households, string role = "household-helper", string commune = Commune) =>
        Send("/v1/grants", new { userName, roleCode = role, communeCode = commune, households, validTo = Today.AddYears(1) });

    private async Task<HttpResponseMessage> Send(string path, object body)
    {
        using var client = host.ClientFor(Chair);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await client.SendAsync(request);
    }
}
