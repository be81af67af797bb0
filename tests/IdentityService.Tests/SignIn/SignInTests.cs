using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityServiceTests.SignIn;

/// <summary>An officer signs in with password and second factor, and the portal gets tokens for what the officer holds.</summary>
public sealed class SignInTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task Chair_SignsInAndGetsATokenOfTheCommune()
    {
        using var browser = new OfficerBrowser(host);
        await browser.SignIn("chair.pungluong");
        var answer = await browser.Tokens(Scopes.ListsRecognise);
        Assert.Equal(200, answer.Status);
        var token = new JsonWebToken(answer.AccessToken);
        Assert.Equal((await host.AccountId("chair.pungluong")).ToString(), token.Subject);
        Assert.Equal(("04492", "commune-chair", Scopes.ListsRecognise), (token.GetClaim(ClaimNames.Commune).Value, token.GetClaim("role").Value, token.GetClaim("scope").Value.Replace(" offline_access", "", StringComparison.Ordinal)));
        Assert.Equal(TimeSpan.FromMinutes(5), token.ValidTo - token.IssuedAt);
        Assert.DoesNotContain("chair.pungluong", answer.AccessToken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodySignedIn_IsLedToTheSignInPageAndBack()
    {
        using var browser = new OfficerBrowser(host);
        var answer = await browser.Get(browser.AuthorizeUrl());
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith("/account/sign-in?returnUrl=%2Fconnect%2Fauthorize", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Null(await browser.Code());

        var silent = await browser.Get(browser.AuthorizeUrl(more: "&prompt=none"));
        Assert.Contains("error=login_required", silent.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PasswordAlone_IsNoSession()
    {
        using var browser = new OfficerBrowser(host);
        await Password(browser, "chair.pungluong");
        Assert.Null(await browser.Code());
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.Get("/account/sessions")).StatusCode);
    }

    [Fact]
    public async Task SameCodeTwice_IsRefused()
    {
        await host.FreshCode("auditor.centre");
        var code = host.CodeOf("auditor.centre");
        using var first = new OfficerBrowser(host);
        using var second = new OfficerBrowser(host);
        Assert.Equal(HttpStatusCode.OK, (await Code(first, "auditor.centre", code)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Code(second, "auditor.centre", code)).StatusCode);
        Assert.Null(await second.Code());
    }

    [Fact]
    public async Task CodeOfAnHourAgo_IsRefused()
    {
        using var browser = new OfficerBrowser(host);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Code(browser, "department.laocai", host.CodeOf("department.laocai", TimeSpan.FromHours(-1)))).StatusCode);
    }

    [Fact]
    public async Task SignIn_IsAuditedWithoutWhatWasTyped()
    {
        using var browser = new OfficerBrowser(host);
        await browser.SignIn("council.laocai");
        var id = await host.AccountId("council.laocai");
        var trail = await host.Scalar<string>("select string_agg(to_jsonb(e)::text, ' ') from audit.entry e where actor_id = $1", id.ToString());
        Assert.Contains("session.begin", trail, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Officer("council.laocai").GetProperty("password").GetString()!, trail, StringComparison.Ordinal);
        Assert.DoesNotContain("council.laocai", trail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretsOfOfficers_AreNotReadableInTheDatabase()
    {
        var officer = host.Officer("chair.pungluong");
        var stored = await host.Scalar<string>("select string_agg(to_jsonb(a)::text, ' ') || (select coalesce(string_agg(to_jsonb(p)::text, ' '), '') from protection_key p) from account a");
        Assert.DoesNotContain(officer.GetProperty("password").GetString()!, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(OtpNet.Base32Encoding.ToBytes(officer.GetProperty("totpSecret").GetString()!)), stored, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("masterKey", stored, StringComparison.OrdinalIgnoreCase);
    }

    private Task<HttpResponseMessage> Password(OfficerBrowser browser, string userName) => browser.Submit("/account/sign-in", "/account/sign-in",
        ("userName", userName), ("password", host.Officer(userName).GetProperty("password").GetString()!), ("returnUrl", ""));

    private async Task<HttpResponseMessage> Code(OfficerBrowser browser, string userName, string code)
    {
        await Password(browser, userName);
        return await browser.Submit("/account/second-factor", "/account/second-factor", ("code", code), ("returnUrl", ""));
    }
}
