using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using PovertyPlatform.IdentityServiceTests.SignIn;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.IdentityServiceTests.Grants;

/// <summary>What an officer has in hand loses its force when the right behind it does.</summary>
public sealed class RevocationTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    private static readonly TestActor Administrator = new("administrator", [Scopes.RoleGrantsManage, Scopes.AccountsManage, Scopes.AccountsRead], [], [], Nationwide: true);

    [Fact]
    public async Task RoleTakenBack_LeavesTheNextToken()
    {
        using var browser = new OfficerBrowser(host);
        await browser.SignIn("reviewer.pungluong");
        var tokens = await browser.Tokens();
        var grant = await host.Scalar<Guid>("select g.id from role_grant g where g.account_id = $1", await host.AccountId("reviewer.pungluong"));
        Assert.Equal(HttpStatusCode.NoContent, (await Post($"/v1/grants/{grant}/revocation", new { reason = "hết nhiệm vụ" })).StatusCode);
        Assert.Equal("invalid_grant", (await browser.Refresh(tokens.RefreshToken!)).Error);
    }

    [Fact]
    public async Task AccountClosed_EndsSessionsRefreshTokensAndTheDoor()
    {
        using var browser = new OfficerBrowser(host);
        await browser.SignIn("officer.laocai");
        var tokens = await browser.Tokens();
        var id = await host.AccountId("officer.laocai");
        Assert.Equal(HttpStatusCode.NoContent, (await Post($"/v1/accounts/{id}/closure", new { reason = "nghỉ việc" })).StatusCode);
        Assert.Equal("invalid_grant", (await browser.Refresh(tokens.RefreshToken!)).Error);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.Get("/account/sessions")).StatusCode);
        using var other = new OfficerBrowser(host);
        var again = await other.Submit("/account/sign-in", "/account/sign-in", ("userName", "officer.laocai"), ("password", host.Officer("officer.laocai").GetProperty("password").GetString()!));
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }

    [Fact]
    public async Task SessionEndedByItsOwner_GivesNoMoreTokens()
    {
        using var desk = new OfficerBrowser(host);
        using var field = new OfficerBrowser(host);
        await desk.SignIn("officer.pungluong");
        await field.SignIn("officer.pungluong");
        var tokens = await field.Tokens();
        var session = await host.Scalar<Guid>("select id from officer_session where account_id = $1 order by started_at desc limit 1", await host.AccountId("officer.pungluong"));
        Assert.Equal(HttpStatusCode.SeeOther, (await desk.Submit("/account/sessions", "/account/sessions/end", ("id", session.ToString()))).StatusCode);
        Assert.Equal("invalid_grant", (await field.Refresh(tokens.RefreshToken!)).Error);
        Assert.Equal(HttpStatusCode.OK, (await desk.Get("/account/sessions")).StatusCode);
    }

    [Fact]
    public async Task SessionOfAnotherOfficer_IsNotEnded()
    {
        using var mine = new OfficerBrowser(host);
        using var other = new OfficerBrowser(host);
        await mine.SignIn("auditor.centre");
        await other.SignIn("department.laocai");
        var session = await host.Scalar<Guid>("select id from officer_session where account_id = $1", await host.AccountId("department.laocai"));
        await mine.Submit("/account/sessions", "/account/sessions/end", ("id", session.ToString()));
        Assert.Equal(HttpStatusCode.OK, (await other.Get("/account/sessions")).StatusCode);
    }

    [Fact]
    public async Task SigningOut_EndsTheSession()
    {
        using var browser = new OfficerBrowser(host);
        await browser.SignIn("council.laocai");
        var tokens = await browser.Tokens();
        var answer = await browser.Get("/connect/logout?client_id=portal&post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F");
        Assert.DoesNotContain("evil.example", answer.Headers.Location?.ToString() ?? "", StringComparison.Ordinal);
        await browser.Get("/connect/logout");
        Assert.Equal("invalid_grant", (await browser.Refresh(tokens.RefreshToken!)).Error);
    }

    [Fact]
    public async Task AccessTokenOfARevokedOfficer_IsRefusedWithinSeconds()
    {
        var officer = new TestActor(Guid.NewGuid().ToString(), [Scopes.AccountsRead], [], [], Nationwide: true);
        using var client = host.ClientFor(officer);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/accounts", TestContext.Current.CancellationToken)).StatusCode);
        await host.Scalar<long>("with r as (insert into access.revocation (subject, revoked_at) values ($1, now()) returning 1) select count(*) from r", officer.Id);
        await Eventually.Equals(HttpStatusCode.Unauthorized, async () => (await client.GetAsync("/v1/accounts")).StatusCode, TimeSpan.FromSeconds(10));

        using var later = host.CreateClient();
        later.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(officer, now: DateTimeOffset.UtcNow.AddSeconds(5)));
        Assert.Equal(HttpStatusCode.OK, (await later.GetAsync("/v1/accounts", TestContext.Current.CancellationToken)).StatusCode);
    }

    private async Task<HttpResponseMessage> Post(string path, object body)
    {
        using var client = host.ClientFor(Administrator);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await client.SendAsync(request);
    }
}
