using System.Buffers.Binary;
using System.Buffers.Text;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.Paging;

/// <summary>Cursor of lists that go back in time: opaque to clients.</summary>
public static class InstantCursor
{
    /// <summary>The cursor that continues before an instant.</summary>
    public static string Before(DateTimeOffset instant)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, instant.UtcTicks);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor; none starts with the latest. A string that is no cursor is refused.</summary>
    public static (DateTimeOffset Before, Refusal? Refusal) Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return (Latest, null);
        Span<byte> bytes = stackalloc byte[8];
        return cursor.Length == 11 && Base64Url.IsValid(cursor, out var length) && length == 8 && Base64Url.DecodeFromChars(cursor, bytes) == 8
            && BinaryPrimitives.ReadInt64BigEndian(bytes) is var ticks && ticks >= 0 && ticks <= Latest.UtcTicks
            ? (new DateTimeOffset(ticks, TimeSpan.Zero), null)
            : (Latest, Refusal.Invalid(new FieldFault("cursor", "Con trỏ trang không hợp lệ; dùng giá trị next của trang trước.",
                "This cursor is not one of ours; use the value next of the page before.")));
    }

    private static readonly DateTimeOffset Latest = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
