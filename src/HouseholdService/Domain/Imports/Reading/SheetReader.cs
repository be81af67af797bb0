using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

/// <summary>Reads the rows of one worksheet forward only.</summary>
internal sealed class SheetReader(Stream stream, int sheet, SharedStrings strings, DateStyles styles, bool since1904)
{
    private readonly Utf8XmlReader _xml = new(stream);
    private readonly CellText _text = new();
    private bool _isFirst = true;
    private bool _ended;
    private int _row;
    private int _column;

    /// <summary>Reads the next block; false when the sheet has ended and nothing more was read.</summary>
    public bool Read(RowBatch batch)
    {
        batch.Begin(sheet, _isFirst);
        while (!_ended && !batch.IsFull && batch.Merges.Count < RowBatch.Rows * 4)
        {
            var token = _xml.Read();
            if (token == XmlToken.End)
                _ended = true;
            else if (token == XmlToken.StartElement && _xml.Name.SequenceEqual("row"u8))
                ReadRow(batch);
            else if (token == XmlToken.StartElement && _xml.Name.SequenceEqual("mergeCell"u8) && ParseRange(_xml.Attribute("ref"u8)) is { } range)
                batch.Merges.Add(range);
        }

        var any = batch.Count > 0 || batch.Merges.Count > 0;
        _isFirst &= !any;
        return any;
    }

    private void ReadRow(RowBatch batch)
    {
        _row = _xml.Attribute("r"u8) is { IsEmpty: false } number ? DateStyles.Number(number) : _row + 1;
        _column = -1;
        if (_xml.IsEmpty)
            return;
        while (true)
        {
            var token = _xml.Read();
            if (token == XmlToken.End)
                throw Utf8XmlReader.Malformed();
            if (token == XmlToken.StartElement && _xml.Name.SequenceEqual("c"u8))
                ReadCell(batch);
            else if (token == XmlToken.EndElement && _xml.Name.SequenceEqual("row"u8))
                break;
        }

        batch.EndRow(_row);
    }

    private void ReadCell(RowBatch batch)
    {
        var reference = _xml.Attribute("r"u8);
        _column = reference.IsEmpty ? _column + 1 : ParseColumn(reference, out _);
        if (_xml.IsEmpty)
            return;
        var kind = _xml.Attribute("t"u8);
        var form = kind.Length switch
        {
            0 => Stored.Number,
            1 when kind[0] == 's' => Stored.Shared,
            1 when kind[0] == 'b' => Stored.Boolean,
            1 when kind[0] == 'e' => Stored.Error,
            1 when kind[0] == 'd' => Stored.Text,
            _ => kind.SequenceEqual("inlineStr"u8) || kind.SequenceEqual("str"u8) ? Stored.Text : Stored.Number,
        };
        var style = form == Stored.Number ? DateStyles.Number(_xml.Attribute("s"u8)) : 0;
        _text.Clear();
        var marks = ReadContent();
        var value = _text.Value;
        if (value.IsEmpty)
        {
            // Computed cells whose value was not saved must not look like empty ones.
            if (marks != CellMarks.None)
                batch.Add(_column, " "u8, CellForm.Text, marks);
            return;
        }

        Add(batch, form, style, value, marks);
    }

    private void Add(RowBatch batch, Stored form, int style, ReadOnlySpan<byte> value, CellMarks marks)
    {
        switch (form)
        {
            case Stored.Shared:
                batch.Add(_column, strings[Utf8Parser.TryParse(value, out int at, out _) ? at : -1], CellForm.Text, marks);
                break;
            case Stored.Boolean:
                batch.Add(_column, value, CellForm.Boolean, marks);
                break;
            case Stored.Error:
                batch.Add(_column, value, CellForm.Error, marks);
                break;
            case Stored.Number when styles[style] && DateOf(value) is { } date:
                batch.Add(_column, Encoding.UTF8.GetBytes(date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)), CellForm.Date, marks);
                break;
            case Stored.Number when value.IndexOfAny((byte)'E', (byte)'e') >= 0 && decimal.TryParse(Encoding.UTF8.GetString(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var plain):
                batch.Add(_column, Encoding.UTF8.GetBytes(plain.ToString("0.############", CultureInfo.InvariantCulture)), CellForm.Number, marks);
                break;
            default:
                batch.Add(_column, value, form == Stored.Number ? CellForm.Number : CellForm.Text, marks);
                break;
        }
    }

    private CellMarks ReadContent()
    {
        var marks = CellMarks.None;
        var inValue = false;
        while (true)
        {
            switch (_xml.Read())
            {
                case XmlToken.End:
                    throw Utf8XmlReader.Malformed();
                case XmlToken.StartElement:
                    var name = _xml.Name;
                    if (name.Length == 1 && name[0] == 'v')
                        inValue = !_xml.IsEmpty;
                    else if (name.Length == 1 && name[0] == 'f')
                        marks |= CellMarks.Formula;
                    else if (name.SequenceEqual("is"u8) && !_xml.IsEmpty)
                        _text.ReadUntil(_xml, "is"u8);
                    break;
                case XmlToken.EndElement:
                    if (_xml.Name.Length == 1 && _xml.Name[0] == 'c')
                        return marks;
                    inValue = false;
                    break;
                case XmlToken.Text when inValue:
                    _text.Append(_xml.Text, _xml.IsLiteral);
                    break;
            }
        }
    }

    private DateOnly? DateOf(ReadOnlySpan<byte> value)
    {
        // Day 60 is 29 February 1900, a day that never was; programs keep it for the sake of an ancestor.
        if (!Utf8Parser.TryParse(value, out double serial, out _) || serial is < 1 or >= 2958466)
            return null;
        var day = (int)serial;
        return since1904 ? new DateOnly(1904, 1, 1).AddDays(day) : new DateOnly(1899, 12, day < 60 ? 31 : 30).AddDays(day);
    }

    private static int ParseColumn(ReadOnlySpan<byte> reference, out int letters)
    {
        var column = 0;
        for (letters = 0; letters < reference.Length && letters < 4 && (reference[letters] & 0xDF) is >= 'A' and <= 'Z'; letters++)
            column = (column * 26) + (reference[letters] & 0xDF) - 'A' + 1;
        return column - 1;
    }

    private static MergedRange? ParseRange(ReadOnlySpan<byte> range)
    {
        var colon = range.IndexOf((byte)':');
        if (colon < 0)
            return null;
        var fromColumn = ParseColumn(range, out var from);
        var toColumn = ParseColumn(range[(colon + 1)..], out var to);
        return new MergedRange(DateStyles.Number(range[from..colon]), DateStyles.Number(range[(colon + 1 + to)..]), fromColumn, toColumn);
    }

    private enum Stored
    {
        Number,
        Text,
        Shared,
        Boolean,
        Error,
    }
}
