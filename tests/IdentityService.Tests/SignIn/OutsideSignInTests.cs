using System.Net;
using System.Net.Http.Json;
using System.Web;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.IdentityServiceTests.SignIn;

/// <summary>An outside provider proves who somebody is; everything else is decided here.</summary>
public sealed class OutsideSignInTests(OutsideSignInTests.OutsideHost host) : IClassFixture<OutsideSignInTests.OutsideHost>
{
    private static readonly TestActor Administrator = new("administrator", [Scopes.AccountsManage], [], [], Nationwide: true);

    [Fact]
    public async Task LinkedOfficer_SignsInAndStillShowsTheSecondFactor()
    {
        await Link("officer.pungluong", "outside-officer");
        using var browser = new OfficerBrowser(host);
        var answer = await Return(browser, "outside-officer");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith("/account/second-factor", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("code_verifier=", host.Provider.Form, StringComparison.Ordinal);
        Assert.Null(await browser.Code());

        await host.FreshCode("officer.pungluong");
        Assert.Equal(HttpStatusCode.OK, (await browser.Submit("/account/second-factor", "/account/second-factor", ("code", host.CodeOf("officer.pungluong")))).StatusCode);
        Assert.NotNull(await browser.Code());
        Assert.Equal("external", await host.Scalar<string>("select way from officer_session where account_id = $1 order by started_at desc limit 1", await host.AccountId("officer.pungluong")));
    }

    [Fact]
    public async Task StrangerOfTheProvider_IsNobodyHere()
    {
        using var browser = new OfficerBrowser(host);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Return(browser, "stranger")).StatusCode);
        Assert.Null(await browser.Code());
    }

    [Fact]
    public async Task AnswerThatWasNotAskedFor_IsRefused()
    {
        await Link("reviewer.pungluong", "outside-reviewer");
        using var browser = new OfficerBrowser(host);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Get("/account/external/callback?code=x&state=invented")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Return(browser, "outside-reviewer", nonce: "another")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Return(browser, "outside-reviewer", issuer: "https://evil.example")).StatusCode);

        // The state of one browser in another: somebody is made to sign in as somebody else.
        using var victim = new OfficerBrowser(host);
        var (state, nonce) = await Leave(browser);
        (host.Provider.Subject, host.Provider.Nonce, host.Provider.Issuer) = ("outside-reviewer", nonce, OutsideProvider.Authority);
        Assert.Equal(HttpStatusCode.Unauthorized, (await victim.Get($"/account/external/callback?code=x&state={Uri.EscapeDataString(state)}")).StatusCode);
        Assert.Null(await victim.Code());
    }

    private static async Task<(string State, string Nonce)> Leave(OfficerBrowser browser)
    {
        var away = await browser.Submit("/account/sign-in", "/account/external", ("returnUrl", "/account/sessions"));
        Assert.StartsWith($"{OutsideProvider.Authority}/authorize?", away.Headers.Location!.ToString(), StringComparison.Ordinal);
        var query = HttpUtility.ParseQueryString(away.Headers.Location.Query);
        Assert.Equal(("openid", "code", "S256"), (query["scope"], query["response_type"], query["code_challenge_method"]));
        return (query["state"]!, query["nonce"]!);
    }

    private async Task<HttpResponseMessage> Return(OfficerBrowser browser, string subject, string? nonce = null, string? issuer = null)
    {
        var (state, asked) = await Leave(browser);
        (host.Provider.Subject, host.Provider.Nonce, host.Provider.Issuer) = (subject, nonce ?? asked, issuer ?? OutsideProvider.Authority);
        return await browser.Get($"/account/external/callback?code=x&state={Uri.EscapeDataString(state)}");
    }

    private async Task Link(string userName, string subject)
    {
        using var client = host.ClientFor(Administrator);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/accounts/{await host.AccountId(userName)}/external-logins") { Content = JsonContent.Create(new { subject }) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        await (await client.SendAsync(request)).ShouldBeOkStatus();
    }

    public sealed class OutsideHost : IdentityHost
    {
        internal OutsideProvider Provider { get; } = new();

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings)
        {
            ["Identity:External:Authority"] = OutsideProvider.Authority,
            ["Identity:External:ClientId"] = OutsideProvider.ClientId,
            ["Identity:External:ClientSecret"] = "stand-in",
            ["Identity:External:Name"] = "Định danh điện tử",
        };

        protected override void Configure(IServiceCollection services) => services.Configure<OpenIdConnectOptions>("outside", oidc => oidc.BackchannelHttpHandler = Provider);
    }
}
