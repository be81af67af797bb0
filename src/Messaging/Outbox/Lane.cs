using System.Buffers.Binary;

namespace PovertyPlatform.Messaging.Outbox;

/// <summary>Lanes of the outbox: events of one subject keep one lane and therefore their order; bulk work has lanes of its own, so that officers never wait behind an import.</summary>
internal static class Lane
{
    public const int Normal = 12;
    public const int Bulk = 4;
    public const int Count = Normal + Bulk;

    public static short Of(Guid subjectId) => (short)(Hash(subjectId) % Normal);

    public static short BulkOf(Guid subjectId) => (short)(Normal + Hash(subjectId) % Bulk);

    private static ulong Hash(Guid subjectId)
    {
        Span<byte> bytes = stackalloc byte[16];
        subjectId.TryWriteBytes(bytes, bigEndian: true, out _);
        // The second half is random in version 4 and 7 and a digest in version 5; the multiplication spreads hand-made ids too.
        return (BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) ^ BinaryPrimitives.ReadUInt64BigEndian(bytes)) * 0x9E3779B97F4A7C15 >> 32;
    }
}
