using System.Globalization;
using System.Text;

namespace PovertyPlatform.TestKit.Workbooks;

/// <summary>Writes the rows of one sheet.</summary>
public sealed class SheetWriter : IDisposable
{
    internal const char RichMark = '\uE000';
    private readonly StreamWriter _xml;
    private readonly Func<string, int>? _share;
    private readonly List<string> _merges = [];
    private bool _ended;

    internal SheetWriter(Stream entry, Func<string, int>? share)
    {
        _xml = new StreamWriter(entry, new UTF8Encoding(false), 1 << 16);
        _share = share;
        _xml.Write($"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{WorkbookWriter.Main}"><sheetData>""");
    }

    /// <summary>Number of the row written last; the first row is 1.</summary>
    public int LastRow { get; private set; }

    /// <summary>Name of a column: 0 is A, 26 is AA.</summary>
    public static string Letter(int column) => column < 26
        ? ((char)('A' + column)).ToString()
        : Letter(column / 26 - 1) + (char)('A' + column % 26);

    /// <summary>Writes the next row; blank cells are left out of the file.</summary>
    public int Row(params ReadOnlySpan<SheetCell> cells)
    {
        LastRow++;
        _xml.Write("<row r=\"");
        _xml.Write(LastRow);
        _xml.Write("\">");
        for (var column = 0; column < cells.Length; column++)
            if (cells[column].Kind != CellKind.Blank)
                Write(Letter(column), cells[column]);
        _xml.Write("</row>");
        return LastRow;
    }

    /// <summary>Leaves rows out, as spreadsheets do with empty ones.</summary>
    public void Skip(int rows) => LastRow += rows;

    /// <summary>Merges a range, for example <c>D4:E4</c>.</summary>
    public void Merge(string range) => _merges.Add(range);

    /// <summary>Writes XML as it is; for malformed sheets.</summary>
    public void Raw(string xml) => _xml.Write(xml);

    /// <inheritdoc />
    public void Dispose()
    {
        if (_ended)
            return;
        _ended = true;
        _xml.Write("</sheetData>");
        if (_merges.Count > 0)
            _xml.Write($"<mergeCells count=\"{_merges.Count.ToString(CultureInfo.InvariantCulture)}\">{string.Concat(_merges.Select(range => $"<mergeCell ref=\"{range}\"/>"))}</mergeCells>");
        _xml.Write("</worksheet>");
        _xml.Dispose();
    }

    private void Write(string column, SheetCell cell)
    {
        _xml.Write("<c r=\"");
        _xml.Write(column);
        _xml.Write(LastRow);
        switch (cell.Kind)
        {
            case CellKind.Text or CellKind.Rich when _share is not null:
                _xml.Write("\" t=\"s\"><v>");
                _xml.Write(_share(cell.Kind == CellKind.Rich ? RichMark + cell.Value : cell.Value));
                _xml.Write("</v></c>");
                break;
            case CellKind.Text or CellKind.Rich:
                _xml.Write("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
                _xml.Write(WorkbookWriter.Escape(cell.Value));
                _xml.Write("</t></is></c>");
                break;
            case CellKind.Formula:
                _xml.Write($"\" t=\"str\"><f>{WorkbookWriter.Escape(cell.Formula!)}</f><v>{WorkbookWriter.Escape(cell.Value)}</v></c>");
                break;
            case CellKind.Error:
                _xml.Write($"\" t=\"e\"><v>{cell.Value}</v></c>");
                break;
            default:
                _xml.Write(cell.Kind == CellKind.Date ? "\" s=\"1\"><v>" : "\"><v>");
                _xml.Write(cell.Value);
                _xml.Write("</v></c>");
                break;
        }
    }
}
