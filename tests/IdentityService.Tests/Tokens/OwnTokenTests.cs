using System.Net;
using System.Net.Http.Headers;
using PovertyPlatform.IdentityServiceTests.SignIn;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.IdentityServiceTests.Tokens;

/// <summary>The issuer's own API takes the issuer's own tokens, and no others. All other tests speak with tokens of the test.</summary>
public sealed class OwnTokenTests(OwnTokenTests.OwnTokenHost host) : IClassFixture<OwnTokenTests.OwnTokenHost>
{
    [Fact]
    public async Task OwnToken_OpensTheOwnApi()
    {
        Assert.Equal(HttpStatusCode.OK, await Ask((await host.AskAs("administrator", Scopes.RoleGrantsRead)).AccessToken));
        using var browser = new OfficerBrowser(host);
        await browser.SignIn("administrator.centre");
        Assert.Equal(HttpStatusCode.OK, await Ask((await browser.Tokens(Scopes.RoleGrantsRead)).AccessToken));
    }

    [Fact]
    public async Task OtherToken_DoesNot()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(TestTokens.For(TestActors.Everything)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask((await host.AskAs("ministry", Scopes.ReportsRead)).AccessToken));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask((await host.AskAs("administrator", Scopes.AccountsRead)).AccessToken));
    }

    private async Task<HttpStatusCode> Ask(string token)
    {
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await client.GetAsync("/v1/grants")).StatusCode;
    }

    public sealed class OwnTokenHost : IdentityHost
    {
        protected override bool TrustsTestTokens => false;
    }
}
