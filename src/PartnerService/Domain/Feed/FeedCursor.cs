using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace PovertyPlatform.PartnerService.Domain.Feed;

/// <summary>
/// A place in the feed: everything up to it has been given. Partners see it as an opaque word. It names the history it belongs to, so that a database restored
/// from a backup cannot silently skip what it lost, and the day, so that reading on touches only the partitions since then.
/// </summary>
/// <param name="History">Eight bytes that name the history of the database.</param>
/// <param name="Tx">Transaction of the last event given.</param>
/// <param name="Position">Position of that event; 0 stands for everything before the transaction.</param>
/// <param name="Day">Day (UTC) at which the place was reached.</param>
public readonly record struct FeedCursor(ulong History, ulong Tx, long Position, DateOnly Day)
{
    private const byte Format = 1;
    private const int Content = 1 + 8 + 8 + 8 + 4;
    private const int Check = 4;

    /// <summary>The beginning of what is kept.</summary>
    public static FeedCursor Beginning(ulong history) => new(history, 0, 0, DateOnly.MinValue);

    /// <summary>The beginning of a day, for a reader whose place belongs to another history.</summary>
    public FeedCursor DayBefore(ulong history) => new(history, 0, 0, Day == DateOnly.MinValue ? Day : Day.AddDays(-1));

    /// <summary>True when this place lies behind the other.</summary>
    public bool IsBehind(FeedCursor other) => Tx < other.Tx || (Tx == other.Tx && Position < other.Position);

    /// <summary>The word for partners.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Content + Check];
        bytes[0] = Format;
        BinaryPrimitives.WriteUInt64BigEndian(bytes[1..], History);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[9..], Tx);
        BinaryPrimitives.WriteInt64BigEndian(bytes[17..], Position);
        BinaryPrimitives.WriteInt32BigEndian(bytes[25..], Day.DayNumber);
        SHA256.HashData(bytes[..Content]).AsSpan(0, Check).CopyTo(bytes[Content..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a word; false for anything that is not a cursor of this feed.</summary>
    public static bool TryRead(string? word, out FeedCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Content + Check];
        if (word is null || word.Length != Base64Url.GetEncodedLength(Content + Check) || !Base64Url.IsValid(word, out var length) || length != Content + Check)
            return false;
        Base64Url.DecodeFromChars(word, bytes);
        var day = BinaryPrimitives.ReadInt32BigEndian(bytes[25..]);
        if (bytes[0] != Format || !SHA256.HashData(bytes[..Content]).AsSpan(0, Check).SequenceEqual(bytes[Content..])
            || day < 0 || day > DateOnly.MaxValue.DayNumber)
            return false;
        cursor = new FeedCursor(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[1..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[9..]), BinaryPrimitives.ReadInt64BigEndian(bytes[17..]),
            DateOnly.FromDayNumber(day));
        return cursor.Position >= 0;
    }
}
