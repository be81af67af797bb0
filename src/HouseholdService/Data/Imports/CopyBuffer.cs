using System.Buffers.Binary;
using System.Text;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>
/// Rows in PostgreSQL's binary COPY format, laid down as bytes: a field is its length and its content in network order. Texts of a list are UTF-8 already,
/// so they go from the file to the server without ever becoming strings.
/// </summary>
public sealed class CopyBuffer
{
    /// <summary>What every COPY begins with: signature, flags, no header extension.</summary>
    public static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>What every COPY ends with.</summary>
    public static readonly byte[] Trailer = [0xFF, 0xFF];

    private const int TextType = 25;
    private static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;
    private byte[] _bytes = new byte[320 * 1024];

    /// <summary>Bytes laid down.</summary>
    public int Length { get; private set; }

    /// <summary>The rows laid down.</summary>
    public ReadOnlyMemory<byte> Rows => _bytes.AsMemory(0, Length);

    /// <summary>Forgets all rows.</summary>
    public void Clear() => Length = 0;

    /// <summary>Begins a row of this many fields.</summary>
    public void Row(short fields) => BinaryPrimitives.WriteInt16BigEndian(Take(2), fields);

    /// <summary>No value.</summary>
    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);

    /// <summary>A smallint.</summary>
    public void SmallInt(int value) => BinaryPrimitives.WriteInt16BigEndian(Field(2), (short)value);

    /// <summary>A smallint, or no value.</summary>
    public void SmallInt(int? value)
    {
        if (value is { } known)
            SmallInt(known);
        else
            Null();
    }

    /// <summary>An integer.</summary>
    public void Whole(int value) => BinaryPrimitives.WriteInt32BigEndian(Field(4), value);

    /// <summary>A bigint, or no value.</summary>
    public void BigInt(long? value)
    {
        if (value is { } known)
            BinaryPrimitives.WriteInt64BigEndian(Field(8), known);
        else
            Null();
    }

    /// <summary>A boolean, or no value.</summary>
    public void Boolean(bool? value)
    {
        if (value is { } known)
            Field(1)[0] = known ? (byte)1 : (byte)0;
        else
            Null();
    }

    /// <summary>A uuid.</summary>
    public void Uuid(Guid value) => value.TryWriteBytes(Field(16), bigEndian: true, out _);

    /// <summary>A date as day number, or no value when negative.</summary>
    public void Date(int dayNumber)
    {
        if (dayNumber < 0)
            Null();
        else
            BinaryPrimitives.WriteInt32BigEndian(Field(4), dayNumber - Epoch);
    }

    /// <summary>A text.</summary>
    public void Text(ReadOnlySpan<byte> utf8) => utf8.CopyTo(Field(utf8.Length));

    /// <summary>A text, or no value when empty.</summary>
    public void TextOrNull(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            Null();
        else
            Text(utf8);
    }

    /// <summary>A text, or no value.</summary>
    public void Text(string? text)
    {
        if (text is null)
            Null();
        else
            Encoding.UTF8.GetBytes(text, Field(Encoding.UTF8.GetByteCount(text)));
    }

    /// <summary>An array of texts.</summary>
    public void TextArray(ReadOnlySpan<string> texts)
    {
        var start = Length;
        var head = Take(4 + 12 + (texts.IsEmpty ? 0 : 8));
        BinaryPrimitives.WriteInt32BigEndian(head[4..], texts.IsEmpty ? 0 : 1);
        BinaryPrimitives.WriteInt32BigEndian(head[8..], 0);
        BinaryPrimitives.WriteInt32BigEndian(head[12..], TextType);
        if (!texts.IsEmpty)
        {
            BinaryPrimitives.WriteInt32BigEndian(head[16..], texts.Length);
            BinaryPrimitives.WriteInt32BigEndian(head[20..], 1);
        }

        foreach (var text in texts)
            Text(text);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(start), Length - start - 4);
    }

    /// <summary>Bytes to be written by the caller.</summary>
    public Span<byte> Bytes(int length) => Field(length);

    private Span<byte> Field(int length)
    {
        var field = Take(4 + length);
        BinaryPrimitives.WriteInt32BigEndian(field, length);
        return field[4..];
    }

    private Span<byte> Take(int length)
    {
        if (Length + length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + length));
        var taken = _bytes.AsSpan(Length, length);
        Length += length;
        return taken;
    }
}
