using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PovertyPlatform.ServiceDefaults.Protection;

/// <summary>How a value is made different each time it is sealed.</summary>
public enum Nonces
{
    /// <summary>At random: for texts and files of any length.</summary>
    Random,

    /// <summary>From a keyed digest of owner and value: the same value of the same owner under the same key gives the same bytes, and nothing else ever does.</summary>
    Steady,
}

/// <summary>
/// Seals the values of one column with AES-256-GCM. A sealed value is <c>format 1 · key number 1 · nonce 12 · ciphertext · tag 16</c>; the owner (the row's id) is
/// authenticated with it, and every column has a key of its own derived from the ring's, so that no value can be moved to another row or column.
/// </summary>
/// <param name="ring">The keys.</param>
/// <param name="column">Name of the column; part of its key, so never change it.</param>
/// <param name="nonces">How a value is made different each time.</param>
public sealed class SealedColumn(KeyRing ring, string column, Nonces nonces)
{
    /// <summary>Bytes that a sealed value has more than the value itself.</summary>
    public const int Overhead = 2 + Nonce + Tag;

    private const byte Format = 1;
    private const int Nonce = 12;
    private const int Tag = 16;
    private readonly ColumnKey?[] _keys = new ColumnKey?[256];

    /// <summary>What every value begins with that is sealed under the current key.</summary>
    public byte[] CurrentPrefix => [Format, ring.Now.Seals.Current];

    /// <summary>Seals a value.</summary>
    /// <param name="owner">Identity of the row; the same number of bytes for all rows of the column.</param>
    /// <param name="plain">The value.</param>
    /// <param name="box">Receives the sealed value, <see cref="Overhead"/> bytes longer.</param>
    public void Seal(ReadOnlySpan<byte> owner, ReadOnlySpan<byte> plain, Span<byte> box)
    {
        var number = ring.Now.Seals.Current;
        var key = KeyOf(number);
        (box[0], box[1]) = (Format, number);
        var nonce = box.Slice(2, Nonce);
        if (nonces == Nonces.Random)
            RandomNumberGenerator.Fill(nonce);
        else
            key.Digest(owner, plain, nonce);
        key.Cipher.Encrypt(nonce, plain, box.Slice(2 + Nonce, plain.Length), box.Slice(2 + Nonce + plain.Length, Tag), owner);
    }

    /// <summary>Opens a sealed value; the number of bytes written.</summary>
    /// <exception cref="CryptographicException">It is no sealed value, was changed, belongs to another row or column, or its key is not in the ring.</exception>
    public int Open(ReadOnlySpan<byte> owner, ReadOnlySpan<byte> box, Span<byte> plain)
    {
        if (box.Length < Overhead || box[0] != Format)
            throw new CryptographicException($"A value of {column} is not sealed.");
        var length = box.Length - Overhead;
        KeyOf(box[1]).Cipher.Decrypt(box.Slice(2, Nonce), box.Slice(2 + Nonce, length), box[(2 + Nonce + length)..], plain[..length], owner);
        return length;
    }

    /// <summary>Seals a value for the row with this id.</summary>
    public void Seal(Guid row, ReadOnlySpan<byte> plain, Span<byte> box)
    {
        Span<byte> owner = stackalloc byte[16];
        row.TryWriteBytes(owner, bigEndian: true, out _);
        Seal(owner, plain, box);
    }

    /// <summary>Seals a text for the row with this id.</summary>
    public byte[] Seal(Guid row, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[plain.Length + Overhead];
        Seal(row, plain, box);
        return box;
    }

    /// <summary>Opens a text of the row with this id.</summary>
    /// <exception cref="CryptographicException">As with values.</exception>
    public string Open(Guid row, ReadOnlySpan<byte> box)
    {
        Span<byte> owner = stackalloc byte[16];
        row.TryWriteBytes(owner, bigEndian: true, out _);
        var plain = box.Length <= 256 ? stackalloc byte[256] : new byte[box.Length];
        return Encoding.UTF8.GetString(plain[..Open(owner, box, plain)]);
    }

    private ColumnKey KeyOf(byte number) => _keys[number] ??= new ColumnKey(ring.Seal(number), column);

    [SuppressMessage("Design", "CA1001", Justification = "A key lives as long as the service, and so do its ciphers.")]
    private sealed class ColumnKey(byte[] key, string column)
    {
        private const int MostOnStack = 256;
        private readonly byte[] _digestKey = Derive(key, $"{column}/nonce");

        // The cipher keeps state while it works: one for each thread.
        private readonly ThreadLocal<AesGcm> _ciphers = new(() => new AesGcm(Derive(key, column), Tag));

        public AesGcm Cipher => _ciphers.Value!;

        public void Digest(ReadOnlySpan<byte> owner, ReadOnlySpan<byte> plain, Span<byte> nonce)
        {
            var length = owner.Length + plain.Length;
            var both = length <= MostOnStack ? stackalloc byte[MostOnStack] : new byte[length];
            owner.CopyTo(both);
            plain.CopyTo(both[owner.Length..]);
            Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(_digestKey, both[..length], digest);
            digest[..nonce.Length].CopyTo(nonce);
        }

        private static byte[] Derive(byte[] key, string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.UTF8.GetBytes(purpose));
    }
}
