using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>
/// Seals what the service must be able to read again (AES-256-GCM, with the key's id in front) and marks what it only has to recognise (HMAC-SHA256). Each purpose has a
/// key of its own, derived from the storage keys: the first seals, all open, so that a key can be changed while old seals remain.
/// </summary>
internal sealed class StorageKeys(IOptions<IdentityOptions> options)
{
    private const int Id = 4, Nonce = 12, Tag = 16;
    private readonly Lazy<IReadOnlyList<byte[]>> _keys = new(() => Load(options.Value));

    /// <summary>Seals for a purpose and an owner; nobody can move the seal to another owner.</summary>
    public byte[] Seal(string purpose, string owner, ReadOnlySpan<byte> plain)
    {
        var key = _keys.Value[0];
        var box = new byte[Id + Nonce + Tag + plain.Length];
        BinaryPrimitives.WriteUInt32BigEndian(box, IdOf(key));
        RandomNumberGenerator.Fill(box.AsSpan(Id, Nonce));
        using var aes = new AesGcm(Derive(key, purpose), Tag);
        aes.Encrypt(box.AsSpan(Id, Nonce), plain, box.AsSpan(Id + Nonce + Tag), box.AsSpan(Id + Nonce, Tag), Encoding.UTF8.GetBytes(owner));
        return box;
    }

    /// <exception cref="CryptographicException">Sealed for something else, changed, or with a key that is not there any more.</exception>
    public byte[] Open(string purpose, string owner, ReadOnlySpan<byte> box)
    {
        if (box.Length < Id + Nonce + Tag)
            throw new CryptographicException("Not a seal.");
        var id = BinaryPrimitives.ReadUInt32BigEndian(box);
        var key = _keys.Value.FirstOrDefault(key => IdOf(key) == id) ?? throw new CryptographicException($"The storage key {id:x8} is not among Identity:StorageKeys.");
        var plain = new byte[box.Length - Id - Nonce - Tag];
        using var aes = new AesGcm(Derive(key, purpose), Tag);
        aes.Decrypt(box.Slice(Id, Nonce), box[(Id + Nonce + Tag)..], box.Slice(Id + Nonce, Tag), plain, Encoding.UTF8.GetBytes(owner));
        return plain;
    }

    /// <summary>Marks of a text under every key, that of the first key in front: look for any, store the first.</summary>
    public IReadOnlyList<byte[]> Marks(string purpose, string text) => [.. _keys.Value.Select(key => HMACSHA256.HashData(Derive(key, purpose), Encoding.UTF8.GetBytes(text)))];

    /// <summary>Keys for a purpose in which another library does the sealing, the first in front.</summary>
    public IEnumerable<byte[]> KeysFor(string purpose) => _keys.Value.Select(key => Derive(key, purpose));

    private static byte[] Derive(byte[] key, string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.UTF8.GetBytes(purpose));

    private static uint IdOf(byte[] key) => BinaryPrimitives.ReadUInt32BigEndian(Derive(key, "id"));

    private static List<byte[]> Load(IdentityOptions options)
    {
        if (options.StorageKeys.Length > 0)
            return [.. options.StorageKeys.Select(Read)];
        var own = Path.Combine(options.DataFolder, "storage-key.txt");
        if (!File.Exists(own))
            PrivateFile.WriteNew(own, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        return [Read(own)];
    }

    private static byte[] Read(string path)
    {
        try
        {
            if (Convert.FromBase64String(File.ReadAllText(path).Trim()) is { Length: 32 } key)
                return key;
        }
        catch (FormatException)
        {
            // Said below.
        }

        throw new InvalidOperationException($"Storage key '{path}' does not hold 32 bytes in base64.");
    }
}
