using System.Buffers.Binary;

namespace PovertyPlatform.PartnerService.Domain.Feed;

/// <summary>The day that an event id tells: no event is recorded before it occurred, so older partitions need no search.</summary>
public static class EventDay
{
    /// <summary>The day (UTC) before the one in a version 7 id; the beginning of time for any other id.</summary>
    public static DateOnly Earliest(Guid eventId)
    {
        if (eventId.Version != 7)
            return DateOnly.MinValue;
        Span<byte> bytes = stackalloc byte[16];
        eventId.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
        return milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateOnly.MaxValue
            : DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime).AddDays(-1);
    }
}
