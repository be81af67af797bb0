using System.Buffers.Binary;
using System.Security.Cryptography;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;

namespace PovertyPlatform.ServiceDefaults.Audit.Ending;

/// <summary>The digest over ended entries, fed one by one: a month may hold many millions.</summary>
internal sealed class EndedDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Entries so far.</summary>
    public long Entries { get; private set; }

    public void Add(TrailLeaf leaf)
    {
        Span<byte> place = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(place, leaf.Place.Tx);
        BinaryPrimitives.WriteInt64BigEndian(place[8..], leaf.Place.Position);
        _hash.AppendData(place);
        _hash.AppendData(leaf.Digest);
        Entries++;
    }

    public byte[] Value() => _hash.GetCurrentHash();

    public void Dispose() => _hash.Dispose();
}
