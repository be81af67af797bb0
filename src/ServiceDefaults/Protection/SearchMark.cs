using System.Security.Cryptography;
using System.Text;

namespace PovertyPlatform.ServiceDefaults.Protection;

/// <summary>
/// A mark by which a sealed value is found again and known to be the same: <c>key number 1 · first 16 bytes of HMAC-SHA256</c>. Who lacks the key can neither make
/// one nor try all values; who has it learns no more than equality.
/// </summary>
/// <param name="ring">The keys.</param>
/// <param name="kind">What is marked; part of the key, so that marks of two kinds tell nothing about each other.</param>
public sealed class SearchMark(KeyRing ring, string kind)
{
    /// <summary>Bytes of a mark.</summary>
    public const int Length = 1 + Digest;

    private const int Digest = 16;
    private readonly byte[]?[] _keys = new byte[]?[256];

    /// <summary>Number of the key of new marks; the first byte of each.</summary>
    public byte CurrentKey => ring.Now.Marks.Current;

    /// <summary>Writes the mark of a value under the current key.</summary>
    public void Write(ReadOnlySpan<byte> plain, Span<byte> mark) => Write(ring.Now.Marks.Current, plain, mark);

    /// <summary>The mark of a text under the current key.</summary>
    public byte[] Of(string text) => Of(ring.Now.Marks.Current, text);

    /// <summary>The marks of a text under every key, for looking while marks are being made anew.</summary>
    public byte[][] All(string text) => [.. ring.Now.Marks.Keys.Keys.Select(number => Of(number, text))];

    /// <summary>Writes the mark of a value under a key of this number.</summary>
    public void Write(byte number, ReadOnlySpan<byte> plain, Span<byte> mark)
    {
        var key = _keys[number] ??= HKDF.DeriveKey(HashAlgorithmName.SHA256, ring.Mark(number), 32, info: Encoding.UTF8.GetBytes(kind));
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, plain, digest);
        mark[0] = number;
        digest[..Digest].CopyTo(mark[1..]);
    }

    private byte[] Of(byte number, string text)
    {
        var mark = new byte[Length];
        Write(number, Encoding.UTF8.GetBytes(text), mark);
        return mark;
    }
}
