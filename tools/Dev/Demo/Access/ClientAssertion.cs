using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PovertyPlatform.Dev.Demo.Access;

/// <summary>The signed statement (RFC 7523) by which a bank proves who it is without a shared secret.</summary>
internal static class ClientAssertion
{
    public static string Sign(Credential credential, DateTimeOffset now)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(credential.PrivateKeyPem);
        var head = Part(new { alg = "ES256", typ = "client-authentication+jwt", kid = credential.KeyId });
        var body = Part(new
        {
            iss = credential.ClientId,
            sub = credential.ClientId,
            aud = credential.AssertionAudience,
            jti = Guid.NewGuid().ToString("N"),
            iat = now.ToUnixTimeSeconds(),
            exp = now.AddSeconds(50).ToUnixTimeSeconds(),
        });
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{head}.{body}"), HashAlgorithmName.SHA256);
        return $"{head}.{body}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
