using System.Security.Cryptography;

namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>One digest over many, as in RFC 6962: leaves and nodes are told apart, and a node without a partner goes up as it is.</summary>
internal static class MerkleTree
{
    public const int DigestBytes = 32;
    private const byte Leaf = 0;
    private const byte Node = 1;
    private const int MostOnStack = 2048;

    /// <summary>Digest of a leaf's content.</summary>
    public static byte[] LeafOf(ReadOnlySpan<byte> content)
    {
        // In one piece: a digest taken in two costs more than the hashing.
        var marked = content.Length < MostOnStack ? stackalloc byte[1 + content.Length] : new byte[1 + content.Length];
        marked[0] = Leaf;
        content.CopyTo(marked[1..]);
        return SHA256.HashData(marked);
    }

    /// <summary>Root over leaves in their order; at least one.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leaves)
    {
        var level = leaves;
        Span<byte> pair = stackalloc byte[1 + 2 * DigestBytes];
        pair[0] = Node;
        while (level.Count > 1)
        {
            var above = new List<byte[]>((level.Count + 1) / 2);
            for (var at = 0; at + 1 < level.Count; at += 2)
            {
                level[at].CopyTo(pair[1..]);
                level[at + 1].CopyTo(pair[(1 + DigestBytes)..]);
                above.Add(SHA256.HashData(pair));
            }

            if (level.Count % 2 == 1)
                above.Add(level[^1]);
            level = above;
        }

        return level[0];
    }
}
