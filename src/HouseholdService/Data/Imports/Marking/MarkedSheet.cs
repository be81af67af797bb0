using System.Globalization;
using System.Xml;

namespace PovertyPlatform.HouseholdService.Data.Imports.Marking;

/// <summary>Copies a worksheet node by node and changes only the format of marked cells; what the sheet holds besides stays as it is.</summary>
/// <param name="reader">The sheet as sent.</param>
/// <param name="writer">The sheet as it goes back.</param>
/// <param name="marks">In order of row and column.</param>
/// <param name="styles">Formats; null when the workbook has none.</param>
/// <param name="drawing">Relationship of the notes' drawing when the sheet has none yet.</param>
internal sealed class MarkedSheet(XmlReader reader, XmlWriter writer, IReadOnlyList<CellMark> marks, MarkedStyles? styles, string? drawing)
{
    private const string Transitional = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    /// <summary>Elements that stand after the drawing of notes (ECMA-376, CT_Worksheet is a sequence).</summary>
    private static readonly HashSet<string> AfterDrawing =
        ["legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"];

    private string? _drawing = drawing;
    private string _main = "";
    private int _next;
    private int _row;

    public void Copy()
    {
        reader.MoveToContent();
        _main = reader.NamespaceURI;
        writer.WriteStartDocument(standalone: true);
        Start();
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.EndElement, Depth: 0 })
            {
                WriteDrawing();
                writer.WriteEndElement();
                break;
            }

            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "sheetData")
                CopyRows();
            else
                CopyOther();
        }

        writer.WriteEndDocument();
        writer.Flush();
    }

    private void CopyOther()
    {
        if (AfterDrawing.Contains(reader.LocalName))
            WriteDrawing();
        using var part = reader.ReadSubtree();
        writer.WriteNode(part, defattr: false);
    }

    private void CopyRows()
    {
        var isEmpty = reader.IsEmptyElement;
        Start();
        while (!isEmpty && reader.Read() && reader.NodeType != XmlNodeType.EndElement)
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "row" })
                CopyRow();
        WriteMissingRows(int.MaxValue);
        writer.WriteEndElement();
    }

    private void CopyRow()
    {
        _row = int.TryParse(reader.GetAttribute("r"), CultureInfo.InvariantCulture, out var number) ? number : _row + 1;
        WriteMissingRows(_row);
        var isEmpty = reader.IsEmptyElement;
        Start();
        var column = -1;
        while (!isEmpty && reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                continue;
            column = reader.GetAttribute("r") is { } reference ? ColumnOf(reference) : column + 1;
            WriteMissingCells(column);
            CopyCell(column);
        }

        WriteMissingCells(int.MaxValue);
        writer.WriteEndElement();
    }

    private void CopyCell(int column)
    {
        using var cell = reader.ReadSubtree();
        if (Peek() is not { } mark || mark.Row != _row || mark.Column != column)
        {
            writer.WriteNode(cell, defattr: false);
            return;
        }

        _next++;
        cell.Read();
        writer.WriteStartElement(cell.Prefix, cell.LocalName, cell.NamespaceURI);
        var style = int.TryParse(cell.GetAttribute("s"), CultureInfo.InvariantCulture, out var own) ? own : 0;
        var isEmpty = cell.IsEmptyElement;
        while (cell.MoveToNextAttribute())
            if (cell.LocalName != "s")
                writer.WriteAttributeString(cell.Prefix, cell.LocalName, cell.NamespaceURI, cell.Value);
        WriteStyle(style, mark);
        cell.MoveToElement();
        if (!isEmpty)
        {
            cell.Read();
            while (cell.NodeType != XmlNodeType.EndElement || cell.Depth > 0)
                writer.WriteNode(cell, defattr: false);
        }

        writer.WriteEndElement();
    }

    /// <summary>Rows that hold nothing are not in the file; a missing value can be at fault there.</summary>
    private void WriteMissingRows(int before)
    {
        while (Peek() is { } mark && mark.Row < before)
        {
            writer.WriteStartElement("row", _main);
            writer.WriteAttributeString("r", mark.Row.ToString(CultureInfo.InvariantCulture));
            for (var row = mark.Row; Peek() is { } cell && cell.Row == row; _next++)
                WriteEmptyCell(cell);
            writer.WriteEndElement();
        }
    }

    private void WriteMissingCells(int before)
    {
        for (; Peek() is { } mark && mark.Row == _row && mark.Column < before; _next++)
            WriteEmptyCell(mark);
    }

    private void WriteEmptyCell(CellMark mark)
    {
        writer.WriteStartElement("c", _main);
        writer.WriteAttributeString("r", mark.Reference);
        WriteStyle(0, mark);
        writer.WriteEndElement();
    }

    private void WriteStyle(int style, CellMark mark)
    {
        if (styles is not null)
            writer.WriteAttributeString("s", styles.Of(style, mark.Level).ToString(CultureInfo.InvariantCulture));
    }

    private void WriteDrawing()
    {
        if (_drawing is null)
            return;
        writer.WriteStartElement("legacyDrawing", _main);
        writer.WriteAttributeString("r", "id", _main.StartsWith("http://purl.", StringComparison.Ordinal) ? Strict : Transitional, _drawing);
        writer.WriteEndElement();
        _drawing = null;
    }

    private void Start()
    {
        writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        writer.WriteAttributes(reader, defattr: false);
    }

    private CellMark? Peek() => _next < marks.Count ? marks[_next] : null;

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetter))
            column = (column * 26) + char.ToUpperInvariant(letter) - 'A' + 1;
        return column - 1;
    }
}
