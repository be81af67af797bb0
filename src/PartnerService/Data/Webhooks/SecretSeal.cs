using System.Security.Cryptography;
using System.Text;
using PovertyPlatform.PartnerService.Domain.Webhooks;

namespace PovertyPlatform.PartnerService.Data.Webhooks;

/// <summary>Seals signing secrets (AES-GCM) with a key that is not in the database, so that a copy of the database signs nothing.</summary>
public sealed class SecretSeal(WebhookOptions options)
{
    private const byte Format = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] _key = options.SecretKey is { Length: > 0 } key
        ? Convert.FromBase64String(key)
        : SHA256.HashData("PartnerService development key; production refuses to start without its own"u8);

    /// <summary>Seals a secret for one endpoint; it opens for no other.</summary>
    public byte[] Seal(string secret, Guid endpointId)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var bytes = new byte[1 + NonceSize + TagSize + plain.Length];
        bytes[0] = Format;
        var nonce = bytes.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_key, TagSize);
        cipher.Encrypt(nonce, plain, bytes.AsSpan(1 + NonceSize + TagSize), bytes.AsSpan(1 + NonceSize, TagSize), endpointId.ToByteArray());
        return bytes;
    }

    /// <summary>Opens a sealed secret.</summary>
    /// <exception cref="CryptographicException">Another key or endpoint sealed it, or it was changed.</exception>
    public string Open(ReadOnlySpan<byte> bytes, Guid endpointId)
    {
        var plain = new byte[bytes.Length - 1 - NonceSize - TagSize];
        using var cipher = new AesGcm(_key, TagSize);
        cipher.Decrypt(bytes.Slice(1, NonceSize), bytes[(1 + NonceSize + TagSize)..], bytes.Slice(1 + NonceSize, TagSize), plain, endpointId.ToByteArray());
        return Encoding.UTF8.GetString(plain);
    }
}
