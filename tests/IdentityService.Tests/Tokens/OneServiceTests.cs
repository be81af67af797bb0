using Microsoft.IdentityModel.JsonWebTokens;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityServiceTests.Tokens;

/// <summary>A partner's token opens one service (RFC 8707): whoever comes by it opens no other.</summary>
public sealed class OneServiceTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    private const string Partner = "urn:povertyplatform:partner";
    private const string Registry = "urn:povertyplatform:household";

    [Theory]
    [InlineData(Partner, "partner")]
    [InlineData(Registry, "household")]
    public async Task NamedService_IsTheOnlyAudience_AndNarrowsTheScopes(string resource, string service)
    {
        var answer = await Ask(null, resource);
        Assert.Equal(200, answer.Status);
        var token = new JsonWebToken(answer.AccessToken);
        Assert.Equal([service], token.Audiences);
        Assert.All(token.GetClaim("scope").Value.Split(' '), scope => Assert.StartsWith($"{service}:", scope, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ScopesOfOneService_NeedNoResource() =>
        Assert.Equal(["partner"], new JsonWebToken((await Ask($"{Scopes.EventsRead} {Scopes.GrantsRead}", null)).AccessToken).Audiences);

    [Theory]
    [InlineData(null)]
    [InlineData("partner:events.read household:representatives.read")]
    public async Task ScopesOfSeveralServices_AreRefused(string? scope) => Refused("invalid_target", await Ask(scope, null));

    [Fact]
    public async Task ScopeOfAnotherService_IsRefused() => Refused("invalid_scope", await Ask(Scopes.RepresentativesRead, Partner));

    [Theory]
    [InlineData("urn:povertyplatform:everything")]
    [InlineData("https://household.example/")]
    [InlineData("household")]
    [InlineData("*")]
    public async Task UnknownService_IsRefused(string resource) => Assert.Equal(400, (await Ask(null, resource)).Status);

    [Fact]
    public async Task TwoServices_AreRefused()
    {
        var form = Assertion.Form(Assertion.Of(host, "bank-laocai").Sign(), null, Partner);
        Refused("invalid_target", await host.Ask([.. form, ("resource", Registry)]));
    }

    [Fact]
    public async Task SameServiceTwice_IsRefused()
    {
        var form = Assertion.Form(Assertion.Of(host, "bank-laocai").Sign(), null, Partner);
        Refused("invalid_target", await host.Ask([.. form, ("resource", Partner)]));
    }

    private Task<TokenResult> Ask(string? scope, string? resource) => host.Ask(Assertion.Form(Assertion.Of(host, "bank-laocai").Sign(), scope, resource));

    private static void Refused(string error, TokenResult answer)
    {
        Assert.Equal((400, error), (answer.Status, answer.Error));
        Assert.NotEmpty(answer.Body.GetProperty("error_description_vi").GetString()!);
    }
}
