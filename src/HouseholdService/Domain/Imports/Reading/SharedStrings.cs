namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

/// <summary>The workbook's table of texts, packed: the bytes one after another and one offset per text, no object per text.</summary>
internal sealed class SharedStrings
{
    private const int ChunkSize = 1 << 20;
    private readonly List<byte[]> _chunks = [];
    private readonly List<(int Chunk, int Offset, short Length)[]> _index = [];
    private const int IndexSize = 1 << 14;
    private int _used = ChunkSize;

    /// <summary>Number of texts.</summary>
    public int Count { get; private set; }

    /// <summary>Text at an index; a wrong index means a damaged workbook.</summary>
    public ReadOnlySpan<byte> this[int at]
    {
        get
        {
            if ((uint)at >= (uint)Count)
                throw Utf8XmlReader.Malformed();
            var (chunk, offset, length) = _index[at / IndexSize][at % IndexSize];
            return _chunks[chunk].AsSpan(offset, length);
        }
    }

    /// <summary>Reads the table.</summary>
    /// <exception cref="UnreadableFileException">Damaged, or larger than <paramref name="mostBytes"/>.</exception>
    public static SharedStrings Read(Stream stream, long mostBytes)
    {
        var strings = new SharedStrings();
        var xml = new Utf8XmlReader(stream);
        var text = new CellText();
        for (var token = xml.Read(); token != XmlToken.End; token = xml.Read())
        {
            if (token != XmlToken.StartElement || !xml.Name.SequenceEqual("si"u8))
                continue;
            text.Clear();
            if (!xml.IsEmpty)
                text.ReadUntil(xml, "si"u8);
            strings.Add(text.Value);
            if ((long)strings._chunks.Count * ChunkSize > mostBytes)
                throw new UnreadableFileException("too-many-texts");
        }

        return strings;
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        // One byte more than a cell keeps, so that whoever copies it sees that it was cut.
        text = text[..Math.Min(text.Length, RowBatch.LongestCell + 1)];
        if (_used + text.Length > ChunkSize)
        {
            _chunks.Add(new byte[ChunkSize]);
            _used = 0;
        }

        if (Count % IndexSize == 0)
            _index.Add(new (int, int, short)[IndexSize]);
        text.CopyTo(_chunks[^1].AsSpan(_used));
        _index[^1][Count++ % IndexSize] = (_chunks.Count - 1, _used, (short)text.Length);
        _used += text.Length;
    }
}
