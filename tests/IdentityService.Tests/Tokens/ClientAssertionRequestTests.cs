using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityServiceTests.Tokens;

/// <summary>A partner proves itself with a signed assertion, once.</summary>
public sealed class ClientAssertionRequestTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task Bank_SignsForItsToken()
    {
        var answer = await host.Ask(Assertion.Form(Assertion.Of(host, "bank-laocai").Sign()));
        Assert.Equal(200, answer.Status);
        var token = new JsonWebToken(answer.AccessToken);
        Assert.Equal(("bank-laocai", "G17.15.01"), (token.Subject, token.GetClaim(ClaimNames.Agency).Value));
        Assert.Equal(["partner"], token.Audiences);
    }

    [Fact]
    public async Task Replay_IsRefused()
    {
        var assertion = Assertion.Of(host, "bank-laocai").Sign();
        Assert.Equal(200, (await host.Ask(Assertion.Form(assertion))).Status);
        await Refused(assertion, "used before");
    }

    [Fact]
    public async Task ReplayAtTheSameMoment_IsRefusedOnAllButOne()
    {
        var assertion = Assertion.Of(host, "bank-laocai").Sign();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Ask(Assertion.Form(assertion))));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal("invalid_client", answer.Error));
    }

    [Fact]
    public async Task AssertionOfARefusedRequest_IsUsedToo()
    {
        var assertion = Assertion.Of(host, "bank-laocai").Sign();
        Assert.Equal("invalid_scope", (await host.Ask(Assertion.Form(assertion, Scopes.ListsRecognise))).Error);
        await Refused(assertion, "used before");
    }

    [Fact]
    public async Task WrongAssertion_IsRefused()
    {
        var good = Assertion.Of(host, "bank-laocai");
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Refused((good with { Expires = DateTime.UtcNow.AddSeconds(-30), Issued = DateTime.UtcNow.AddSeconds(-80) }).Sign(), "expired");
        await Refused((good with { Expires = DateTime.UtcNow.AddMinutes(5) }).Sign(), "60 seconds");
        await Refused((good with { TokenId = null }).Sign(), "jti");
        await Refused((good with { Audience = "https://elsewhere.example/" }).Sign());
        await Refused((good with { Type = "JWT" }).Sign());
        await Refused((good with { Subject = "ministry" }).Sign());
        await Refused((good with { ClientId = "ministry", Subject = "ministry" }).Sign());
        await Refused((good with { ClientId = "nobody-known", Subject = "nobody-known" }).Sign());
        await Refused((good with { PrivateKeyPem = stranger.ExportPkcs8PrivateKeyPem() }).Sign());
        await Refused(Unsigned(good));
        await Refused(good.Sign()[..^6]);
        await Refused("not.a.jwt");
        await Refused("nonsense");
        await Refused(new string('a', 6000));
    }

    [Fact]
    public async Task AssertionBesideAnotherClientId_IsRefused()
    {
        var answer = await host.Ask([.. Assertion.Form(Assertion.Of(host, "bank-laocai").Sign()), ("client_id", "ministry")]);
        Assert.Equal((401, "invalid_client"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Refusal_SaysInTheHeaderOnlyWhatAServerCanSend()
    {
        var answer = await host.Ask(Assertion.Form("not.a.jwt"));

        Assert.Equal(401, answer.Status);
        Assert.NotEmpty(answer.Challenge);
        Assert.All(answer.Challenge, letter => Assert.InRange(letter, ' ', '~'));
        Assert.NotEmpty(answer.Body.GetProperty("error_description_vi").GetString()!);
    }

    private async Task Refused(string assertion, string? because = null)
    {
        var answer = await host.Ask(Assertion.Form(assertion));
        Assert.Equal((true, "{}"), (answer.Status is 400 or 401, answer.Body.TryGetProperty("access_token", out _) ? "a token" : "{}"));
        Assert.Contains(answer.Error, new[] { "invalid_client", "invalid_grant" });
        if (because is not null)
            Assert.Contains(because, answer.Body.GetProperty("error_description").GetString(), StringComparison.Ordinal);
    }

    private static string Unsigned(Assertion assertion)
    {
        var parts = assertion.Sign().Split('.');
        return $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"client-authentication+jwt"}""")}.{parts[1]}.";
    }
}
