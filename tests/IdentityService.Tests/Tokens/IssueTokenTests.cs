using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityServiceTests.Tokens;

public sealed class IssueTokenTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task Officer_GetsATokenThatServicesAccept()
    {
        var answer = await host.AskAs("officer-pungluong");
        Assert.Equal(200, answer.Status);
        Assert.Equal("Bearer", answer.Body.GetProperty("token_type").GetString());
        Assert.InRange(answer.Body.GetProperty("expires_in").GetInt32(), 298, 300);

        var actor = Actor.From((await Validator("household").Validate(answer.AccessToken, TestContext.Current.CancellationToken))!);
        Assert.Equal(("officer-pungluong", "officer-pungluong"), (actor.Id, actor.ClientId));
        Assert.Equal(["poverty-officer"], actor.Roles);
        // With the codes of the communes that went into it in 2025.
        Assert.Equal(["04492", "04483", "04486", "04495"], actor.Area.Communes);
        Assert.Empty(actor.Area.Provinces);
        Assert.False(actor.Area.IsNationwide);
        Assert.Contains(Scopes.HouseholdsImport, actor.Scopes);
        Assert.DoesNotContain(Scopes.ListsRecognise, actor.Scopes);
        Assert.Null(await Validator("partner").Validate(answer.AccessToken, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Token_IsSignedWithEs256AndReadable()
    {
        var token = new JsonWebToken((await host.AskAs("ministry")).AccessToken);
        Assert.Equal(("ES256", "at+jwt"), (token.Alg, token.Typ));
        Assert.Equal(new TokenOptions().Issuer, token.Issuer);
        Assert.Equal(TimeSpan.FromMinutes(5), token.ValidTo - token.IssuedAt);
        Assert.True(Actor.From(new(new System.Security.Claims.ClaimsIdentity(token.Claims))).Area.IsNationwide);
        Assert.Equal(["household", "identity", "reporting", "support"], token.Audiences.Order());
    }

    [Fact]
    public async Task NamedScope_NarrowsTokenAndAudience()
    {
        var token = new JsonWebToken((await host.AskAs("officer-pungluong", Scopes.ReportsRead)).AccessToken);
        Assert.Equal(Scopes.ReportsRead, token.GetClaim("scope").Value);
        Assert.Equal(["reporting"], token.Audiences);
    }

    [Theory]
    [InlineData("household:lists.recognise")]
    [InlineData("reporting:reports.read household:lists.recognise")]
    [InlineData("household:everything")]
    [InlineData("openid")]
    public async Task ScopeNotHeld_IsInvalidScope(string scope)
    {
        var answer = await host.AskAs("officer-pungluong", scope);
        Assert.Equal((400, "invalid_scope"), (answer.Status, answer.Error));
        Assert.NotEmpty(answer.Body.GetProperty("error_description").GetString()!);
        Assert.Contains("quyền", answer.Body.GetProperty("error_description_vi").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issue_IsAuditedWithoutSecrets()
    {
        var before = await Issued();
        await host.AskAs("chair-pungluong", Scopes.ListsRecognise);
        Assert.Equal(before + 1, await Issued());
        var row = await host.Scalar<string>("select to_jsonb(e)::text from audit.entry e where action = 'token.issue' and client_id = 'chair-pungluong' order by position desc limit 1");
        Assert.Contains(Scopes.ListsRecognise, row, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Credential("chair-pungluong").GetProperty("secret").GetString()!, row, StringComparison.Ordinal);

        async Task<long> Issued() => await host.Scalar<long>("select count(*) from audit.entry where action = 'token.issue' and client_id = 'chair-pungluong'");
    }

    [Fact]
    public async Task GrantThatEnded_GivesNothing()
    {
        await host.Scalar<int>("with r as (update role_grant set revoked_at = now() from client c where c.id = role_grant.client_id and c.client_id = 'operator' returning 1) select count(*)::int from r");
        var answer = await host.AskAs("operator");
        Assert.Equal((400, "invalid_scope"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Discovery_NamesOnlyWhatIsOffered()
    {
        using var client = host.CreateClient();
        var document = JsonDocument.Parse(await client.GetStringAsync("/.well-known/openid-configuration", TestContext.Current.CancellationToken)).RootElement;
        Assert.EndsWith("/connect/token", document.GetProperty("token_endpoint").GetString(), StringComparison.Ordinal);
        Assert.Equal(["S256"], document.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(method => method.GetString()));
        Assert.Equal(["code"], document.GetProperty("response_types_supported").EnumerateArray().Select(type => type.GetString()));
        Assert.Equal(["authorization_code", "client_credentials", "refresh_token"], document.GetProperty("grant_types_supported").EnumerateArray().Select(grant => grant.GetString()).Order());
        var keys = JsonDocument.Parse(await client.GetStringAsync("/.well-known/jwks", TestContext.Current.CancellationToken)).RootElement.GetProperty("keys");
        Assert.All(keys.EnumerateArray(), key => Assert.False(key.TryGetProperty("d", out _)));
        Assert.All(keys.EnumerateArray(), key => Assert.Equal("P-256", key.GetProperty("crv").GetString()));
    }

    private TokenValidator Validator(string audience) =>
        new(Options.Create(new TokenOptions { Audience = audience, KeysUrl = "http://identity/.well-known/jwks" }), new HostClients(host), TimeProvider.System);

    private sealed class HostClients(IdentityHost host) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => host.CreateClient();
    }
}
