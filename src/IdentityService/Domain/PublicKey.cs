using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.IdentityService.Domain;

/// <summary>A public key of a partner: EC P-256 for ES256, without its private part, named by its RFC 7638 thumbprint so that nobody names two keys alike.</summary>
/// <param name="KeyId">The thumbprint.</param>
/// <param name="Jwk">The key as a JWK with <c>kid</c>, <c>use</c> and <c>alg</c>.</param>
public sealed record PublicKey(string KeyId, string Jwk)
{
    /// <summary>Most keys in use at the same time: the old one and the next.</summary>
    public const int MostActive = 2;

    /// <summary>Longest use of a key.</summary>
    public const int LongestYears = 2;

    /// <summary>How long before its end a key is warned of.</summary>
    public const int WarnDays = 30;

    private const int Coordinate = 32;

    /// <summary>Reads a JWK that a partner sent.</summary>
    public static (PublicKey? Key, FieldFault? Fault) Read(JsonElement? sent)
    {
        if (sent is not { ValueKind: JsonValueKind.Object } jwk)
            return (null, new FieldFault("jwk", "Cần khóa công khai dạng JWK.", "A public key as a JWK is needed."));
        if (jwk.TryGetProperty("d", out _) || jwk.TryGetProperty("k", out _))
            return (null, new FieldFault("jwk", "Khóa này có phần bí mật; hãy giữ phần đó, tạo khóa mới và chỉ gửi phần công khai.",
                "This key holds its private part; keep that to yourself: make a new key and send the public part only."));
        if (Text(jwk, "kty") != "EC" || Text(jwk, "crv") != "P-256" || Number(jwk, "x") is not { } x || Number(jwk, "y") is not { } y || !IsOnCurve(x, y))
            return (null, new FieldFault("jwk", "Chỉ nhận khóa EC P-256 (ES256).", "Only EC P-256 keys (ES256) are taken."));
        var (xText, yText) = (Base64Url.EncodeToString(x), Base64Url.EncodeToString(y));
        var keyId = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{xText}}","y":"{{yText}}"}""")));
        return (new PublicKey(keyId, $$"""{"kty":"EC","crv":"P-256","x":"{{xText}}","y":"{{yText}}","kid":"{{keyId}}","use":"sig","alg":"ES256"}"""), null);
    }

    /// <summary>What is wrong with the last day of a key, or null.</summary>
    public static FieldFault? Fault(DateOnly? expiresOn, DateOnly today) => expiresOn > today && expiresOn <= today.AddYears(LongestYears)
        ? null
        : new FieldFault("expiresOn", $"Cần ngày hết hạn sau hôm nay, nhiều nhất {LongestYears} năm.", $"A last day after today is needed, at most {LongestYears} years away.");

    private static string? Text(JsonElement jwk, string name) => jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Number(JsonElement jwk, string name)
    {
        var bytes = new byte[Coordinate];
        return Text(jwk, name) is { } text && Base64Url.IsValid(text, out var length) && length == Coordinate && Base64Url.TryDecodeFromChars(text, bytes, out _) ? bytes : null;
    }

    private static bool IsOnCurve(byte[] x, byte[] y)
    {
        try
        {
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
