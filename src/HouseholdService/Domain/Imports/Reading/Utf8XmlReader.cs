using System.Buffers.Text;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

internal enum XmlToken
{
    End,
    StartElement,
    EndElement,
    Text,
}

/// <summary>
/// Reads XML forward only, as UTF-8 bytes and without objects per token. It knows what workbooks contain: elements, attributes, text, CDATA and
/// the five predefined and numeric entities. Document types are refused, so no entity can expand.
/// </summary>
internal sealed class Utf8XmlReader(Stream stream)
{
    private const int LongestToken = 4 * 1024 * 1024;
    private byte[] _buffer = new byte[128 * 1024];
    private int _at;
    private int _end;
    private bool _ended;
    private int _nameFrom;
    private int _nameTo;
    private int _tagTo;
    private int _textFrom;
    private int _textTo;

    /// <summary>Local name of the element.</summary>
    public ReadOnlySpan<byte> Name => _buffer.AsSpan(_nameFrom, _nameTo - _nameFrom);

    /// <summary>The start element has no content and no end element.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Text with its entities still in it, unless <see cref="IsLiteral"/>.</summary>
    public ReadOnlySpan<byte> Text => _buffer.AsSpan(_textFrom, _textTo - _textFrom);

    /// <summary>The text is a CDATA section and holds no entities.</summary>
    public bool IsLiteral { get; private set; }

    public XmlToken Read()
    {
        while (true)
        {
            if (_at == _end && !Fill())
                return XmlToken.End;
            if (_buffer[_at] != '<')
                return ReadText();
            if (_end - _at < 2 && !Fill())
                throw Malformed();
            switch (_buffer[_at + 1])
            {
                case (byte)'/':
                    var close = Find((byte)'>', 2);
                    SetName(_at + 2, close);
                    _at = close + 1;
                    return XmlToken.EndElement;
                case (byte)'?':
                    _at = Find("?>"u8) + 2;
                    break;
                case (byte)'!':
                    if (ReadMarkup())
                        return XmlToken.Text;
                    break;
                default:
                    return ReadStart();
            }
        }
    }

    /// <summary>Value of an attribute of the start element, entities still in it; empty when missing.</summary>
    public ReadOnlySpan<byte> Attribute(ReadOnlySpan<byte> name)
    {
        var rest = _buffer.AsSpan(_nameTo, _tagTo - _nameTo);
        while (true)
        {
            var start = rest.IndexOfAnyExcept(" \t\r\n/"u8);
            if (start < 0)
                return default;
            rest = rest[start..];
            var equals = rest.IndexOf((byte)'=');
            if (equals < 0)
                return default;
            var key = rest[..equals].TrimEnd(" \t\r\n"u8);
            rest = rest[(equals + 1)..].TrimStart(" \t\r\n"u8);
            if (rest.IsEmpty)
                throw Malformed();
            var quote = rest[0];
            var close = rest[1..].IndexOf(quote);
            if (close < 0 || quote is not ((byte)'"' or (byte)'\''))
                throw Malformed();
            if (key.SequenceEqual(name))
                return rest.Slice(1, close);
            rest = rest[(close + 2)..];
        }
    }

    /// <summary>Replaces entities; the result is never longer than the source.</summary>
    public static int Unescape(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var written = 0;
        while (true)
        {
            var entity = source.IndexOf((byte)'&');
            var plain = entity < 0 ? source : source[..entity];
            plain.CopyTo(target[written..]);
            written += plain.Length;
            if (entity < 0)
                return written;
            source = source[entity..];
            var close = source.IndexOf((byte)';');
            if (close < 0)
                throw Malformed();
            written += Entity(source[1..close], target[written..]);
            source = source[(close + 1)..];
        }
    }

    private static int Entity(ReadOnlySpan<byte> name, Span<byte> target)
    {
        var known = name switch
        {
            _ when name.SequenceEqual("amp"u8) => '&',
            _ when name.SequenceEqual("lt"u8) => '<',
            _ when name.SequenceEqual("gt"u8) => '>',
            _ when name.SequenceEqual("quot"u8) => '"',
            _ when name.SequenceEqual("apos"u8) => '\'',
            _ => '\0',
        };
        if (known != '\0')
        {
            target[0] = (byte)known;
            return 1;
        }

        var hex = name.StartsWith("#x"u8);
        if (!name.StartsWith("#"u8) || !Utf8Parser.TryParse(name[(hex ? 2 : 1)..], out int code, out var used, hex ? 'x' : 'D')
            || used != name.Length - (hex ? 2 : 1) || !System.Text.Rune.TryCreate(code, out var rune))
            throw Malformed();
        return rune.EncodeToUtf8(target);
    }

    private XmlToken ReadStart()
    {
        var close = FindTagEnd();
        IsEmpty = _buffer[close - 1] == '/';
        _tagTo = IsEmpty ? close - 1 : close;
        SetName(_at + 1, _tagTo);
        _at = close + 1;
        return XmlToken.StartElement;
    }

    private XmlToken ReadText()
    {
        while (true)
        {
            var next = _buffer.AsSpan(_at, _end - _at).IndexOf((byte)'<');
            if (next < 0 && Fill())
                continue;
            (_textFrom, _textTo, IsLiteral) = (_at, next < 0 ? _end : _at + next, false);
            _at = _textTo;
            return XmlToken.Text;
        }
    }

    private bool ReadMarkup()
    {
        while (_end - _at < 9 && Fill())
        {
        }

        var markup = _buffer.AsSpan(_at, _end - _at);
        if (markup.StartsWith("<!--"u8))
        {
            _at = Find("-->"u8) + 3;
            return false;
        }

        if (!markup.StartsWith("<![CDATA["u8))
            throw Malformed();
        var close = Find("]]>"u8);
        (_textFrom, _textTo, IsLiteral) = (_at + 9, close, true);
        _at = close + 3;
        return true;
    }

    private void SetName(int from, int to)
    {
        var tag = _buffer.AsSpan(from, to - from);
        var length = tag.IndexOfAny(" \t\r\n"u8);
        if (length < 0)
            length = tag.Length;
        var prefix = tag[..length].IndexOf((byte)':');
        (_nameFrom, _nameTo) = (from + prefix + 1, from + length);
    }

    // A '>' may stand inside an attribute's value; a tag ends only outside of quotes.
    private int FindTagEnd()
    {
        var from = 1;
        while (true)
        {
            var close = Find((byte)'>', from);
            var tag = _buffer.AsSpan(_at, close - _at);
            if (tag.IndexOf((byte)'\'') < 0 ? (tag.Count((byte)'"') & 1) == 0 : Balanced(tag))
                return close;
            from = close - _at + 1;
        }
    }

    private static bool Balanced(ReadOnlySpan<byte> tag)
    {
        byte open = 0;
        foreach (var letter in tag)
            if (open == 0 && letter is (byte)'"' or (byte)'\'')
                open = open == 0 ? letter : open == letter ? (byte)0 : open;
            else if (letter == open)
                open = 0;
        return open == 0;
    }

    private int Find(byte letter, int from)
    {
        while (true)
        {
            var found = _end - _at > from ? _buffer.AsSpan(_at + from, _end - _at - from).IndexOf(letter) : -1;
            if (found >= 0)
                return _at + from + found;
            from = Math.Max(from, _end - _at);
            if (!Fill())
                throw Malformed();
        }
    }

    private int Find(ReadOnlySpan<byte> mark)
    {
        while (true)
        {
            var found = _buffer.AsSpan(_at, _end - _at).IndexOf(mark);
            if (found >= 0)
                return _at + found;
            if (!Fill())
                throw Malformed();
        }
    }

    private bool Fill()
    {
        if (_ended)
            return false;
        if (_at > 0)
        {
            _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
            (_end, _at) = (_end - _at, 0);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestToken)
                throw Malformed();
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
        return read > 0;
    }

    internal static UnreadableFileException Malformed() => new("workbook-damaged");
}
