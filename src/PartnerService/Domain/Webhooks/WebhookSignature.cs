using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PovertyPlatform.PartnerService.Domain.Webhooks;

/// <summary>Signatures as Standard Webhooks (standardwebhooks.com) describes them: <c>v1,</c> and the base64 of HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
public static class WebhookSignature
{
    private const string SecretPrefix = "whsec_";
    private const int SecretSize = 32;

    /// <summary>A new signing secret in the form that is shown to the partner.</summary>
    public static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretSize));

    /// <summary>The value of <c>webhook-signature</c>: one signature per secret, the newest first.</summary>
    /// <param name="id">Value of <c>webhook-id</c>.</param>
    /// <param name="at">Instant of the attempt; its Unix seconds are <c>webhook-timestamp</c>.</param>
    /// <param name="body">The body as it travels.</param>
    /// <param name="secrets">Secrets in force: two while one is being replaced.</param>
    public static string Of(string id, DateTimeOffset at, ReadOnlySpan<byte> body, params IEnumerable<string> secrets)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.")), .. body];
        return string.Join(' ', secrets.Select(secret =>
            $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[SecretPrefix.Length..]), signed))}"));
    }
}
