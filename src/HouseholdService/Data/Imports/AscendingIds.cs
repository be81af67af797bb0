using System.Buffers.Binary;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>UUIDs of version 7 that ascend within one file, so that the B-trees of the registry grow at their right edge. Not for use by several threads.</summary>
public sealed class AscendingIds(DateTimeOffset now)
{
    private long _milliseconds = now.ToUnixTimeMilliseconds();
    private int _counter;

    /// <summary>The next id.</summary>
    public Guid Next()
    {
        // Twelve bits of counter follow the time; when they are used up, the time steps on.
        if (++_counter == 0x1000)
            (_counter, _milliseconds) = (0, _milliseconds + 1);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)_milliseconds << 16) | 0x7000 | (uint)_counter);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (ulong)Random.Shared.NextInt64() | 0x8000_0000_0000_0000);
        bytes[8] &= 0xBF;
        return new Guid(bytes, bigEndian: true);
    }
}
