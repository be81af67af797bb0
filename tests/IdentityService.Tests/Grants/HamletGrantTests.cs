using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using PovertyPlatform.IdentityServiceTests.SignIn;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.IdentityServiceTests.Grants;

/// <summary>A hamlet head gets single hamlets of a commune, from who holds the commune, and the token names these and not the commune.</summary>
public sealed class HamletGrantTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    private const string Commune = "04492";
    private static readonly string[] Hamlets = ["044920002", "044920007"];
    private static readonly TestActor Chair = new("chair-pungluong", [Scopes.RoleGrantsManage, Scopes.RoleGrantsRead], [], [Commune]);
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));

    [Fact]
    public async Task Token_NamesExactlyTheGrantedHamlets_AndNoCommune()
    {
        var (browser, grant) = await Head("head.token");
        using (browser)
        {
            var actor = ActorOf((await browser.Tokens()).AccessToken);
            Assert.Equal(Hamlets, actor.Area.Hamlets);
            Assert.Empty(actor.Area.Communes);
            Assert.Empty(actor.Area.Provinces);
            Assert.Equal("15", actor.HomeProvince);
            Assert.Equal(Hamlets, grant.GetProperty("hamlets").EnumerateArray().Select(code => code.GetString()));
            Assert.Equal(1, await host.Scalar<long>("select count(*) from audit.entry where action = 'role.grant' and commune_code = $1 and subject_id = $2", Commune, await host.AccountId("head.token")));
        }
    }

    [Fact]
    public async Task GrantTakenBack_GivesNoTokenAndRevokesThoseThatAreOut()
    {
        var (browser, grant) = await Head("head.back");
        using (browser)
        {
            var tokens = await browser.Tokens();
            Assert.Equal(HttpStatusCode.NoContent, (await Send("/v1/grants/" + grant.GetProperty("id").GetString() + "/revocation", new { reason = "hết nhiệm kỳ" })).StatusCode);
            Assert.Equal("invalid_grant", (await browser.Refresh(tokens.RefreshToken!)).Error);
            Assert.Equal(1, await host.Scalar<long>("select count(*) from access.revocation where subject = $1", (await host.AccountId("head.back")).ToString()));
        }
    }

    [Fact]
    public async Task GrantOfTheCommuneFromBefore_GivesNothingUntilSomebodySaysWhichHamlet()
    {
        var (browser, grant) = await Head("head.before");
        using (browser)
        {
            var tokens = await browser.Tokens();
            await host.Scalar<Guid>("update role_grant set hamlets = '{}' where id = $1 returning id", grant.GetProperty("id").GetGuid());
            Assert.Equal("invalid_grant", (await browser.Refresh(tokens.RefreshToken!)).Error);
        }
    }

    [Fact]
    public async Task HamletsElsewhere_OrWithoutForm_OrOfAnotherLevel_AreRefused()
    {
        await NewAccount("head.refused");
        foreach (var wrong in new[] { "044950001", "4492", "04492000x", "", "0449200010" })
            await (await Grant("head.refused", [wrong])).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Grant("head.refused", [.. Enumerable.Range(1, HamletCode.MostPerGrant + 1).Select(number => $"{Commune}{number:D4}")])).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Grant("head.refused", [])).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "area-level");
        await (await Grant("head.refused", Hamlets, role: "reviewer")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "area-level");
        var elsewhere = await host.Scalar<string>("select code from area where province_code = '15' and valid_to is null and code <> '15' and code <> '04492' limit 1");
        await (await Grant("head.refused", [elsewhere + "0001"], commune: elsewhere)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Grant("head.refused", Hamlets)).ShouldBeOk();
        await (await Grant("head.refused", [Hamlets[1]])).ShouldBeRefused(HttpStatusCode.Conflict, "grant-exists");
        await (await Grant("head.refused", [.. Enumerable.Range(11, HamletCode.MostPerGrant - 1).Select(number => $"{Commune}{number:D4}")])).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "too-many-hamlets");
    }

    private static Actor ActorOf(string token) => Actor.From(new(new System.Security.Claims.ClaimsIdentity(new JsonWebToken(token).Claims)));

    private async Task<(OfficerBrowser Browser, JsonElement Grant)> Head(string name)
    {
        var code = await NewAccount(name);
        var grant = await (await Grant(name, Hamlets)).ShouldBeOk();
        var browser = new OfficerBrowser(host);
        const string Password = "mật khẩu dài của trưởng thôn";
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

    private Task<HttpResponseMessage> Grant(string userName, string[] hamlets, string role = "hamlet-head", string commune = Commune) =>
        Send("/v1/grants", new { userName, roleCode = role, communeCode = commune, hamlets, validTo = Today.AddYears(1) });

    private async Task<HttpResponseMessage> Send(string path, object body)
    {
        using var client = host.ClientFor(Chair);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await client.SendAsync(request);
    }
}
