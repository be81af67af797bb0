using System.Net;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityServiceTests.SignIn;

/// <summary>What the authorization endpoint refuses, and how codes and refresh tokens are spent.</summary>
public sealed class CodeFlowTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task ChallengeMissingOrPlain_IsRefused()
    {
        using var browser = await Chair();
        foreach (var url in new[] { browser.AuthorizeUrl(method: null), browser.AuthorizeUrl(method: "plain", challenge: browser.Verifier), browser.AuthorizeUrl(method: null, challenge: browser.Verifier) })
        {
            var answer = await browser.Get(url);
            var said = answer.Headers.Location?.ToString() ?? await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("invalid_request", said, StringComparison.Ordinal);
            Assert.DoesNotContain("code=", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https://evil.example/signed-in")]
    [InlineData("http://127.0.0.1/signed-in/../elsewhere")]
    [InlineData("http://127.0.0.1.evil.example/signed-in")]
    [InlineData("http://127.0.0.1/signed-in?next=https://evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task OtherReturnAddress_GetsNothingAndLeadsNowhere(string redirect)
    {
        using var browser = await Chair();
        var answer = await browser.Get(browser.AuthorizeUrl(redirect: redirect));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task NoReturnAddress_LeadsToTheRegisteredOneOnly()
    {
        using var browser = await Chair();
        Assert.StartsWith($"{OfficerBrowser.Return}?", (await browser.Get(browser.AuthorizeUrl(redirect: null))).Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody-known")]
    [InlineData("bank-laocai")]
    [InlineData("ministry")]
    public async Task ProgramWithoutThisFlow_IsRefused(string client)
    {
        using var browser = await Chair();
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Get(browser.AuthorizeUrl(client: client))).StatusCode);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("id_token token")]
    [InlineData("code token")]
    public async Task OtherResponseType_IsRefused(string type)
    {
        using var browser = await Chair();
        var answer = await browser.Get(browser.AuthorizeUrl().Replace("response_type=code", $"response_type={Uri.EscapeDataString(type)}", StringComparison.Ordinal));
        Assert.DoesNotContain("access_token", answer.Headers.Location?.ToString() ?? "", StringComparison.Ordinal);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest || answer.Headers.Location!.ToString().Contains("error=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ScopeThatIsNotHeld_IsRefused()
    {
        using var browser = await Chair();
        var answer = await browser.Get(browser.AuthorizeUrl(Scopes.ListsDraft));
        Assert.Contains("error=invalid_scope", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_NeedsItsVerifierAndItsReturnAddress()
    {
        using var browser = await Chair();
        Assert.Equal("invalid_grant", (await browser.Exchange((await browser.Code())!, verifier: new string('a', 43))).Error);
        Assert.Equal("invalid_grant", (await browser.Exchange((await browser.Code())!, redirect: "http://127.0.0.1/elsewhere")).Error);
        Assert.Equal("invalid_grant", (await browser.Exchange("not-a-code")).Error);
    }

    [Fact]
    public async Task CodeUsedTwice_EndsWhatTheFirstUseGave()
    {
        using var browser = await Chair();
        var code = (await browser.Code())!;
        var first = await browser.Exchange(code);
        Assert.Equal(200, first.Status);
        Assert.Equal("invalid_grant", (await browser.Exchange(code)).Error);
        Assert.Equal("invalid_grant", (await browser.Refresh(first.RefreshToken!)).Error);
    }

    [Fact]
    public async Task RefreshToken_IsSpentOnce_AndASecondUseEndsTheChain()
    {
        using var browser = await Chair();
        var first = await browser.Tokens();
        var second = await browser.Refresh(first.RefreshToken!);
        Assert.Equal(200, second.Status);
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);

        Assert.Equal("invalid_grant", (await browser.Refresh(first.RefreshToken!)).Error);
        Assert.Equal("invalid_grant", (await browser.Refresh(second.RefreshToken!)).Error);
    }

    [Fact]
    public async Task RefreshTokenOfAnotherProgram_IsRefused()
    {
        using var browser = await Chair();
        var tokens = await browser.Tokens();
        var answer = await host.Ask(("grant_type", "refresh_token"), ("client_id", "ministry"), ("client_secret", host.Credential("ministry").GetProperty("secret").GetString()!), ("refresh_token", tokens.RefreshToken!));
        Assert.True(answer.Status is 400 or 401 && answer.Error is "invalid_grant" or "unauthorized_client" or "invalid_client", $"{answer.Status} {answer.Error}");
    }

    [Fact]
    public async Task AccessToken_IsNotStored()
    {
        using var browser = await Chair();
        await browser.Tokens();
        Assert.Equal(0, await host.Scalar<long>("select count(*) from client_token where type ilike '%access%'"));
        Assert.True(await host.Scalar<long>("select count(*) from client_token") > 0);
    }

    private async Task<OfficerBrowser> Chair()
    {
        var browser = new OfficerBrowser(host);
        await browser.SignIn("chair.pungluong");
        return browser;
    }
}
