using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.TestKit.Access;

/// <summary>Issues tokens as the identity service would, with a key made for this process.</summary>
public static class TestTokens
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ECDsaSecurityKey SecurityKey = new(Key) { KeyId = "test-key" };

    /// <summary>The issuer that services trust by default.</summary>
    public static string Issuer => new TokenOptions().Issuer;

    /// <summary>A valid token of the actor, unless <paramref name="spoil"/> makes it something else: another issuer, audience, type or key.</summary>
    public static string For(TestActor actor, TimeSpan? life = null, DateTimeOffset? now = null, Action<SecurityTokenDescriptor>? spoil = null)
    {
        var from = now ?? DateTimeOffset.UtcNow;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = actor.Id,
            ["client_id"] = actor.Id,
            ["scope"] = string.Join(' ', actor.Scopes),
            ["role"] = actor.Roles ?? [],
            ["aud"] = actor.Scopes.SelectMany(Scopes.AudiencesOf).Distinct().ToArray(),
            [ClaimNames.Province] = actor.Provinces,
            [ClaimNames.Commune] = actor.Communes,
        };
        if (actor.Records.Count > 0)
            claims[ClaimNames.Record] = actor.Records.Select(record => record.ToString()).ToArray();
        if (actor.Hamlets.Count > 0)
            claims[ClaimNames.Hamlet] = actor.Hamlets.ToArray();
        if (actor.HomeProvince is not null)
            claims[ClaimNames.HomeProvince] = actor.HomeProvince;
        if (actor.Nationwide)
            claims[ClaimNames.Nationwide] = "true";
        if (actor.Agency is not null)
            claims[ClaimNames.Agency] = actor.Agency;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            TokenType = "at+jwt",
            IssuedAt = from.UtcDateTime,
            NotBefore = from.UtcDateTime,
            Expires = (from + (life ?? TimeSpan.FromMinutes(5))).UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(SecurityKey, SecurityAlgorithms.EcdsaSha256),
        };
        spoil?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    /// <summary>The public keys as a document.</summary>
    public static string KeySet()
    {
        var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(SecurityKey);
        return JsonSerializer.Serialize(new { keys = new[] { new { kty = key.Kty, crv = key.Crv, x = key.X, y = key.Y, kid = key.Kid, use = "sig", alg = "ES256" } } });
    }

    /// <summary>Answers the request for the issuer's keys without a network.</summary>
    internal sealed class KeySetHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(KeySet(), Encoding.UTF8, "application/json") });
    }
}
