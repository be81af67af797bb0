using System.Text;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>A piece of text in a <see cref="Utf8Arena"/>.</summary>
public readonly record struct TextPiece(int Offset, int Length)
{
    /// <summary>True when there is no text.</summary>
    public bool IsEmpty => Length == 0;
}

/// <summary>Texts of one household, one after another; emptied for the next.</summary>
public sealed class Utf8Arena
{
    private byte[] _bytes = new byte[16 * 1024];
    private int _used;

    /// <summary>The text of a piece.</summary>
    public ReadOnlySpan<byte> this[TextPiece piece] => _bytes.AsSpan(piece.Offset, piece.Length);

    /// <summary>Adds a text.</summary>
    public TextPiece Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        _used += text.Length;
        return new TextPiece(_used - text.Length, text.Length);
    }

    /// <summary>Adds a text.</summary>
    public TextPiece Add(string text)
    {
        var written = Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length)));
        _used += written;
        return new TextPiece(_used - written, written);
    }

    /// <summary>The text of a piece as a string.</summary>
    public string Text(TextPiece piece) => Encoding.UTF8.GetString(this[piece]);

    /// <summary>Forgets all texts.</summary>
    public void Clear() => _used = 0;

    private Span<byte> Reserve(int length)
    {
        if (_used + length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + length));
        return _bytes.AsSpan(_used);
    }
}
