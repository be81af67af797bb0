using System.Buffers.Text;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.Paging;

/// <summary>Cursor of lists in order of id: opaque to clients.</summary>
public static class IdCursor
{
    /// <summary>The cursor that continues after an id.</summary>
    public static string After(Guid id) => Base64Url.EncodeToString(id.ToByteArray(bigEndian: true));

    /// <summary>Reads a cursor; none starts before the first id. A string that is no cursor is refused.</summary>
    public static (Guid After, Refusal? Refusal) Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return (Guid.Empty, null);
        Span<byte> bytes = stackalloc byte[16];
        return cursor.Length == 22 && Base64Url.IsValid(cursor, out var length) && length == 16 && Base64Url.DecodeFromChars(cursor, bytes) == 16
            ? (new Guid(bytes, bigEndian: true), null)
            : (Guid.Empty, Refusal.Invalid(new FieldFault("cursor", "Con trỏ trang không hợp lệ; dùng giá trị next của trang trước.",
                "This cursor is not one of ours; use the value next of the page before.")));
    }
}
