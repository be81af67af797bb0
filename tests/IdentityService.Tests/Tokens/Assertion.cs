using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PovertyPlatform.IdentityServiceTests.Tokens;

/// <summary>A client assertion as a partner signs it; each part can be made wrong.</summary>
internal sealed record Assertion(string ClientId, string PrivateKeyPem, string KeyId, string Audience)
{
    public string Subject { get; init; } = ClientId;
    public string? TokenId { get; init; } = Guid.NewGuid().ToString("N");
    public DateTime Expires { get; init; } = DateTime.UtcNow.AddSeconds(50);
    public DateTime Issued { get; init; } = DateTime.UtcNow;
    public string Type { get; init; } = "client-authentication+jwt";

    public static Assertion Of(IdentityHost host, string clientId)
    {
        var credential = host.Credential(clientId);
        return new Assertion(clientId, credential.GetProperty("privateKeyPem").GetString()!, credential.GetProperty("keyId").GetString()!, credential.GetProperty("assertionAudience").GetString()!);
    }

    public string Sign()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(PrivateKeyPem);
        var claims = new Dictionary<string, object> { ["sub"] = Subject };
        if (TokenId is not null)
            claims["jti"] = TokenId;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = ClientId,
            Audience = Audience,
            IssuedAt = Issued,
            Expires = Expires,
            Claims = claims,
            TokenType = Type,
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = KeyId, CryptoProviderFactory = { CacheSignatureProviders = false } }, SecurityAlgorithms.EcdsaSha256),
        });
    }

    public static (string, string)[] Form(string assertion, string? scope = null, string? resource = "urn:povertyplatform:partner") =>
    [
        ("grant_type", "client_credentials"), ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", assertion),
        .. scope is null ? Array.Empty<(string, string)>() : [("scope", scope)],
        .. resource is null ? Array.Empty<(string, string)>() : [("resource", resource)],
    ];
}
