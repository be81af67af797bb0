using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>A seal: what was in the trail from one place to another, chained to the seal before and signed. This is also what is copied outside.</summary>
internal sealed record AuditSeal(
    string Trail, long Number, string First, string Last, int Entries, string Root, string Previous, DateTimeOffset SealedAt, string KeyId, string Signature)
{
    /// <summary>What the first seal names as the one before.</summary>
    public static readonly string NoPrevious = new('0', 2 * MerkleTree.DigestBytes);

    /// <summary>What is signed.</summary>
    public byte[] Payload() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"povertyplatform audit seal 1\n{Trail}\n{Number}\n{First}\n{Last}\n{Entries}\n{Root}\n{Previous}\n{SealedAt.UtcTicks / TimeSpan.TicksPerMicrosecond}\n{KeyId}\n"));

    /// <summary>What the next seal names as the one before.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData([.. Payload(), .. Convert.FromBase64String(Signature)]));

    /// <summary>Seals leaves in their order.</summary>
    public static AuditSeal Of(string trail, AuditSeal? before, IReadOnlyList<TrailLeaf> leaves, SealKey key, DateTimeOffset now)
    {
        var root = MerkleTree.Root([.. leaves.Select(leaf => leaf.Digest)]);
        // The database keeps microseconds.
        var at = new DateTimeOffset(now.UtcTicks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
        var open = new AuditSeal(trail, (before?.Number ?? 0) + 1, leaves[0].Place.ToString(), leaves[^1].Place.ToString(), leaves.Count,
            Convert.ToHexStringLower(root), before?.Digest() ?? NoPrevious, at, key.Id, "");
        return open with { Signature = Convert.ToBase64String(key.Sign(open.Payload())) };
    }
}
