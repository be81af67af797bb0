using System.Buffers.Text;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

/// <summary>Gathers the text of one cell: plain or rich (several runs), without phonetic hints, entities and <c>_x000D_</c> escapes resolved.</summary>
internal sealed class CellText
{
    private const int Longest = 256 * 1024;
    private byte[] _buffer = new byte[4096];
    private int _length;

    public ReadOnlySpan<byte> Value => _buffer.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Appends raw XML text.</summary>
    public void Append(ReadOnlySpan<byte> source, bool isLiteral)
    {
        if (_length + source.Length > Longest)
            throw Utf8XmlReader.Malformed();
        if (_length + source.Length > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + source.Length));
        var target = _buffer.AsSpan(_length);
        if (isLiteral || source.IndexOf((byte)'&') < 0)
        {
            source.CopyTo(target);
            _length += source.Length;
        }
        else
        {
            _length += Utf8XmlReader.Unescape(source, target);
        }
    }

    /// <summary>Reads the content of an element with <c>t</c> elements inside, up to its end.</summary>
    public void ReadUntil(Utf8XmlReader xml, ReadOnlySpan<byte> element)
    {
        var inText = false;
        var inHint = false;
        while (true)
        {
            switch (xml.Read())
            {
                case XmlToken.End:
                    throw Utf8XmlReader.Malformed();
                case XmlToken.StartElement when !xml.IsEmpty:
                    inHint |= xml.Name.SequenceEqual("rPh"u8);
                    inText |= xml.Name.SequenceEqual("t"u8);
                    break;
                case XmlToken.EndElement:
                    if (xml.Name.SequenceEqual(element))
                    {
                        ResolveEscapes();
                        return;
                    }

                    inHint &= !xml.Name.SequenceEqual("rPh"u8);
                    inText &= !xml.Name.SequenceEqual("t"u8);
                    break;
                case XmlToken.Text when inText && !inHint:
                    Append(xml.Text, xml.IsLiteral);
                    break;
            }
        }
    }

    /// <summary>Spreadsheets write characters that XML cannot hold as <c>_xHHHH_</c>.</summary>
    public void ResolveEscapes()
    {
        var from = 0;
        for (int found; (found = Value[from..].IndexOf("_x"u8)) >= 0;)
        {
            from += found;
            var escape = Value[from..];
            if (escape.Length < 7 || escape[6] != '_' || !Utf8Parser.TryParse(escape[2..6], out int code, out var used, 'x') || used != 4
                || !System.Text.Rune.TryCreate(code, out var rune))
            {
                from += 2;
                continue;
            }

            var written = rune.EncodeToUtf8(_buffer.AsSpan(from));
            _buffer.AsSpan(from + 7, _length - from - 7).CopyTo(_buffer.AsSpan(from + written));
            _length -= 7 - written;
            from += written;
        }
    }
}
