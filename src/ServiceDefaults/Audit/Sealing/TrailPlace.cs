using System.Buffers.Binary;
using System.Globalization;

namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>A place in the order of the trail: the transaction, then the position in which it wrote.</summary>
internal readonly record struct TrailPlace(ulong Tx, long Position) : IComparable<TrailPlace>
{
    public int CompareTo(TrailPlace other) => Tx == other.Tx ? Position.CompareTo(other.Position) : Tx.CompareTo(other.Tx);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Tx}:{Position}");

    public static TrailPlace Parse(string text) => text.Split(':') is [var tx, var position]
        ? new TrailPlace(ulong.Parse(tx, CultureInfo.InvariantCulture), long.Parse(position, CultureInfo.InvariantCulture))
        : throw new FormatException($"'{text}' is no place in a trail.");
}

/// <summary>An entry as it is sealed: its place and the digest of everything in it.</summary>
internal readonly record struct TrailLeaf(TrailPlace Place, byte[] Digest)
{
    public const int Bytes = 16 + MerkleTree.DigestBytes;

    /// <summary>The leaves of a seal as they are kept beside it.</summary>
    public static byte[] Pack(IReadOnlyList<TrailLeaf> leaves)
    {
        var packed = new byte[leaves.Count * Bytes];
        for (var at = 0; at < leaves.Count; at++)
        {
            var leaf = packed.AsSpan(at * Bytes, Bytes);
            BinaryPrimitives.WriteUInt64BigEndian(leaf, leaves[at].Place.Tx);
            BinaryPrimitives.WriteInt64BigEndian(leaf[8..], leaves[at].Place.Position);
            leaves[at].Digest.CopyTo(leaf[16..]);
        }

        return packed;
    }

    /// <summary>Reads them; empty when somebody cut them.</summary>
    public static List<TrailLeaf> Unpack(byte[] packed)
    {
        var leaves = new List<TrailLeaf>(packed.Length / Bytes);
        for (var at = 0; at + Bytes <= packed.Length; at += Bytes)
        {
            var leaf = packed.AsSpan(at, Bytes);
            leaves.Add(new TrailLeaf(
                new TrailPlace(BinaryPrimitives.ReadUInt64BigEndian(leaf), BinaryPrimitives.ReadInt64BigEndian(leaf[8..])), leaf[16..].ToArray()));
        }

        return leaves;
    }
}
