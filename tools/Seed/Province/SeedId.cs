using System.Buffers.Binary;
using PovertyPlatform.Seed.People;

namespace PovertyPlatform.Seed.Province;

/// <summary>UUIDs of version 7 that a seed determines: a fixed instant that ascends with the number, and drawn bits.</summary>
static class SeedId
{
    static readonly long Start = new DateTimeOffset(2025, 9, 1, 0, 0, 0, TimeSpan.FromHours(7)).ToUnixTimeMilliseconds();

    public static Guid Of(ulong seed, string kind, long number)
    {
        var dice = Dice.For(seed, kind, number);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)(Start + number) << 16 | 0x7000 | dice.Next() & 0x0FFF);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], dice.Next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000);
        return new(bytes, bigEndian: true);
    }
}
