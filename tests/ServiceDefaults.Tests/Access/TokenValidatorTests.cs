using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.ServiceDefaultsTests.Access;

/// <summary>Every way in which a token can be wrong, and the one way in which it is right.</summary>
public sealed class TokenValidatorTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Now);
    private readonly KeyServer _issuer = new();

    public void Dispose() => _issuer.Dispose();

    public static TheoryData<string, string> WrongTokens()
    {
        var officer = TestActors.Officer;
        using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var other = new ECDsaSecurityKey(otherKey) { KeyId = "test-key" };
        return new TheoryData<string, string>
        {
            { "expired", TestTokens.For(officer, now: Now - TimeSpan.FromMinutes(6)) },
            { "not valid yet", TestTokens.For(officer, now: Now + TimeSpan.FromMinutes(1)) },
            { "without expiry", TestTokens.For(officer, now: Now, spoil: token => token.Expires = null) },
            { "other issuer", TestTokens.For(officer, now: Now, spoil: token => token.Issuer = "https://elsewhere.example/") },
            { "other audience", TestTokens.For(officer, now: Now, spoil: token => token.Claims["aud"] = "support") },
            { "no audience", TestTokens.For(officer, now: Now, spoil: token => token.Claims.Remove("aud")) },
            { "identity token", TestTokens.For(officer, now: Now, spoil: token => token.TokenType = "JWT") },
            { "forged with the key id of the issuer", TestTokens.For(officer, now: Now, spoil: token => token.SigningCredentials = new(other, "ES256")) },
            { "unknown key id", TestTokens.For(officer, now: Now, spoil: token => token.SigningCredentials = new(new ECDsaSecurityKey(otherKey) { KeyId = "unknown" }, "ES256")) },
            { "HS256 with the public key as secret", Hs256(TestTokens.For(officer, now: Now)) },
            { "alg none", Unsigned(TestTokens.For(officer, now: Now), "none") },
            { "alg None", Unsigned(TestTokens.For(officer, now: Now), "None") },
            { "signature cut off", TestTokens.For(officer, now: Now)[..^10] },
            { "claims changed", Changed(TestTokens.For(officer, now: Now)) },
            { "two parts", string.Join('.', TestTokens.For(officer, now: Now).Split('.')[..2]) },
            { "five parts", TestTokens.For(officer, now: Now) + ".e30.e30" },
            { "not base64", "a!.b!.c!" },
            { "not JSON", "bm90.anNvbg.eA" },
            { "JSON null", "bnVsbA.bnVsbA.eA" },
            { "dots", ".." },
            { "words", "let me in" },
            { "oversized", TestTokens.For(officer with { Communes = [.. Enumerable.Range(10000, 3000).Select(code => $"{code}")] }, now: Now) },
        };
    }

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task WrongToken_IsNobody(string what, string token)
    {
        Assert.NotEmpty(what);
        Assert.Null(await Validate(_issuer.Validator(_clock), token));
        Assert.Null(await Validate(_issuer.Validator(_clock), token));
    }

    [Fact]
    public async Task GoodToken_NamesTheActor()
    {
        var caller = await Validate(_issuer.Validator(_clock, "partner"), TestTokens.For(TestActors.Bank, now: Now));
        var actor = Actor.From(caller!);
        Assert.Equal(("bank-laocai", "bank-laocai", "G17.15.01"), (actor.Id, actor.ClientId, actor.AgencyId));
        Assert.Equal(["bank"], actor.Roles);
        Assert.Equal(TestActors.Bank.Scopes.ToHashSet(), actor.Scopes);
        Assert.True(actor.Area.ContainsProvince("15"));
        Assert.False(actor.Area.IsNationwide);
        Assert.Same(actor, Actor.From(caller!));
    }

    [Fact]
    public async Task GatewayWithoutAudience_AcceptsTheTokenOfAnyService() =>
        Assert.NotNull(await Validate(_issuer.Validator(_clock, null), TestTokens.For(TestActors.Bank, now: Now)));

    [Fact]
    public async Task KnownToken_EndsWithItsLife()
    {
        var validator = _issuer.Validator(_clock);
        var token = TestTokens.For(TestActors.Officer, now: Now);
        Assert.NotNull(await Validate(validator, token));
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.NotNull(await Validate(validator, token));
        _clock.Advance(TimeSpan.FromSeconds(71));
        Assert.Null(await Validate(validator, token));
    }

    [Fact]
    public async Task ManyTokens_AskForKeysOnce()
    {
        var validator = _issuer.Validator(_clock);
        for (var i = 0; i < 50; i++)
            Assert.NotNull(await Validate(validator, TestTokens.For(TestActors.Officer with { Id = $"officer-{i}" }, now: Now)));
        Assert.Equal(1, _issuer.Asked);
    }

    [Fact]
    public async Task InventedKeyIds_CostOneLookEveryTenSeconds()
    {
        var validator = _issuer.Validator(_clock);
        for (var i = 0; i < 20; i++)
            Assert.Null(await Validate(validator, Unsigned(TestTokens.For(TestActors.Officer, now: Now), "ES256", $"invented-{i}")));
        Assert.Equal(1, _issuer.Asked);
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Null(await Validate(validator, Unsigned(TestTokens.For(TestActors.Officer, now: Now), "ES256", "invented-again")));
        Assert.Equal(2, _issuer.Asked);
    }

    [Fact]
    public async Task NewSigningKey_IsFoundAtItsFirstToken()
    {
        var complete = _issuer.Document;
        _issuer.Document = """{"keys":[]}""";
        var validator = _issuer.Validator(_clock);
        var token = TestTokens.For(TestActors.Officer, now: Now);
        Assert.Null(await Validate(validator, token));
        _issuer.Document = complete;
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.NotNull(await Validate(validator, token));
    }

    [Fact]
    public async Task IssuerAway_IsUnavailableForNewKeysOnly()
    {
        var validator = _issuer.Validator(_clock);
        _issuer.IsAway = true;
        await Assert.ThrowsAsync<HttpRequestException>(async () => await Validate(validator, TestTokens.For(TestActors.Officer, now: Now)));
        await Assert.ThrowsAsync<HttpRequestException>(async () => await Validate(validator, TestTokens.For(TestActors.Chair, now: Now)));
        Assert.Equal(1, _issuer.Asked);

        _issuer.IsAway = false;
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(await Validate(validator, TestTokens.For(TestActors.Officer, now: Now)));

        _issuer.IsAway = true;
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.NotNull(await Validate(validator, TestTokens.For(TestActors.Officer, now: _clock.GetUtcNow())));
    }

    private static async Task<System.Security.Claims.ClaimsPrincipal?> Validate(TokenValidator validator, string token) =>
        await validator.Validate(token, TestContext.Current.CancellationToken);

    private static string Hs256(string token)
    {
        var key = JsonDocument.Parse(TestTokens.KeySet()).RootElement.GetProperty("keys")[0];
        var body = $"{Header("HS256", "test-key")}.{token.Split('.')[1]}";
        var secret = Base64UrlEncoder.DecodeBytes(key.GetProperty("x").GetString()!).Concat(Base64UrlEncoder.DecodeBytes(key.GetProperty("y").GetString()!)).ToArray();
        return $"{body}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(body)))}";
    }

    private static string Unsigned(string token, string algorithm, string keyId = "test-key") => $"{Header(algorithm, keyId)}.{token.Split('.')[1]}.";

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace("04492", "04493", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}";
    }

    private static string Header(string algorithm, string keyId) => Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","kid":"{{keyId}}","typ":"at+jwt"}""");
}
