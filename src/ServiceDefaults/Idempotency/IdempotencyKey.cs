using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace PovertyPlatform.ServiceDefaults.Idempotency;

/// <summary>A client's name for one of its requests. Only its hash is stored; the key itself opens the stored answer.</summary>
internal sealed class IdempotencyKey
{
    public const int Shortest = 16;
    public const int Longest = 200;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] _sealingKey;

    private IdempotencyKey(string caller, string value)
    {
        Caller = caller;
        var secret = Encoding.UTF8.GetBytes(value);
        Hash = SHA256.HashData(secret);
        _sealingKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt: Encoding.UTF8.GetBytes(caller), info: "idempotency.answer"u8.ToArray());
    }

    public string Caller { get; }

    public byte[] Hash { get; }

    /// <summary>Number of the advisory lock that keeps a second request with this key out while the first runs.</summary>
    public long LockNumber => BitConverter.ToInt64(SHA256.HashData([.. Encoding.UTF8.GetBytes(Caller), 0, .. Hash]));

    public static IdempotencyKey? Read(string caller, StringValues header) =>
        header is [{ Length: >= Shortest and <= Longest } value] && value.All(letter => letter is > ' ' and <= '~')
            ? new IdempotencyKey(caller, value)
            : null;

    public byte[] Seal(ReadOnlySpan<byte> plain)
    {
        var sealedBytes = new byte[NonceSize + TagSize + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_sealingKey, TagSize);
        cipher.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceSize + TagSize), sealedBytes.AsSpan(NonceSize, TagSize));
        return sealedBytes;
    }

    public byte[] Open(ReadOnlySpan<byte> sealedBytes)
    {
        var plain = new byte[sealedBytes.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(_sealingKey, TagSize);
        cipher.Decrypt(sealedBytes[..NonceSize], sealedBytes[(NonceSize + TagSize)..], sealedBytes.Slice(NonceSize, TagSize), plain);
        return plain;
    }
}
