using System.Buffers;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

/// <summary>Reads CSV as RFC 4180 describes it and spreadsheets write it: UTF-8 with or without byte order mark, separated by semicolon, comma or tab, quoted fields with line breaks.</summary>
public sealed class CsvReader : IRowSource
{
    private const int LongestRow = 4 * 1024 * 1024;
    private readonly Stream _stream;
    private readonly byte _separator;
    private readonly SearchValues<byte> _stops;
    private readonly CellText _quoted = new();
    private byte[] _buffer = new byte[256 * 1024];
    private int _at;
    private int _end;
    private int _row;
    private bool _ended;
    private bool _isFirst = true;
    private long _read;

    /// <summary>Opens a file; the separator is decided from its beginning.</summary>
    public CsvReader(Stream file)
    {
        _stream = file;
        file.Position = 0;
        Fill();
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
            _at = 3;
        _separator = Separator(_buffer.AsSpan(_at, _end - _at));
        _stops = SearchValues.Create([_separator, (byte)'\n', (byte)'\r']);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Sheets { get; } = [""];

    /// <inheritdoc />
    public double Progress => (double)_read / Math.Max(1, _stream.Length);

    /// <inheritdoc />
    public bool Read(RowBatch batch)
    {
        batch.Begin(0, _isFirst);
        while (!batch.IsFull && ReadRow(batch))
        {
        }

        _isFirst = false;
        return batch.Count > 0;
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();

    /// <summary>The separator that occurs most in the first lines, outside quotes; semicolon when none does.</summary>
    internal static byte Separator(ReadOnlySpan<byte> beginning)
    {
        Span<int> counts = stackalloc int[3];
        var quoted = false;
        foreach (var letter in beginning[..Math.Min(beginning.Length, 64 * 1024)])
        {
            if (letter == '"')
                quoted = !quoted;
            else if (!quoted && ";,\t"u8.IndexOf(letter) is var which and >= 0)
                counts[which]++;
        }

        // Vietnamese text and amounts contain commas, so a comma must be clearly more frequent than a semicolon or tab to win.
        return counts[0] * 3 >= counts[1] && counts[0] >= counts[2] ? (byte)';' : counts[2] * 3 >= counts[1] ? (byte)'\t' : (byte)',';
    }

    private bool ReadRow(RowBatch batch)
    {
        _row++;
        var column = 0;
        while (true)
        {
            if (_at == _end && !Fill())
            {
                // A separator at the very end, or a last row without line break.
                batch.EndRow(_row);
                return false;
            }

            if (_buffer[_at] == '"')
                ReadQuoted(batch, column);
            else
                batch.Add(column, Trimmed(Plain()), CellForm.Text, CellMarks.None);
            if (_at == _end && !Fill())
                continue;
            var stop = _buffer[_at++];
            if (stop == _separator)
            {
                column++;
                continue;
            }

            if (stop == '\r' && (_at < _end || Fill()) && _buffer[_at] == '\n')
                _at++;
            batch.EndRow(_row);
            return true;
        }
    }

    private ReadOnlySpan<byte> Plain()
    {
        var searched = 0;
        while (true)
        {
            var length = _buffer.AsSpan(_at + searched, _end - _at - searched).IndexOfAny(_stops);
            if (length < 0)
            {
                searched = _end - _at;
                if (Fill())
                    continue;
            }

            var field = length < 0 ? _buffer.AsSpan(_at, _end - _at) : _buffer.AsSpan(_at, searched + length);
            _at += field.Length;
            return field;
        }
    }

    private void ReadQuoted(RowBatch batch, int column)
    {
        _quoted.Clear();
        _at++;
        while (true)
        {
            var length = _buffer.AsSpan(_at, _end - _at).IndexOf((byte)'"');
            var part = _buffer.AsSpan(_at, length < 0 ? _end - _at : length);
            if (_quoted.Value.Length + part.Length > RowBatch.LongestCell * 4)
                throw BrokenQuotes();
            _quoted.Append(part, true);
            _at += part.Length;
            if (length < 0)
            {
                if (!Fill())
                    throw BrokenQuotes();
                continue;
            }

            _at++;
            if ((_at == _end && !Fill()) || _buffer[_at] != '"')
                break;
            _quoted.Append("\""u8, true);
            _at++;
        }

        if (_at < _end && _buffer[_at] != _separator && _buffer[_at] is not ((byte)'\r' or (byte)'\n'))
            throw BrokenQuotes();
        batch.Add(column, _quoted.Value, CellForm.Text, CellMarks.None);
    }

    private UnreadableFileException BrokenQuotes() => new("csv-quotes", _row);

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> field) => field.Trim(" "u8);

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
            if (_buffer.Length >= LongestRow)
                throw new UnreadableFileException("csv-quotes", _row);
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
        _read += read;
        return read > 0;
    }
}
