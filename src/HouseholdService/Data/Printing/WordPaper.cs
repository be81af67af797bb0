using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using static PovertyPlatform.HouseholdService.Data.Printing.WordParts;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>A paper as a Word document: the columns that a page has room for, upright when they are few.</summary>
internal sealed class WordPaper : IPaperWriter
{
    private const int MostUpright = 100;
    private const int Size = 11;
    private readonly Paper _paper;
    private readonly ZipArchive _zip;
    private readonly int[] _printed;
    private readonly bool _isLying;
    private readonly int[] _widths;
    private Stream? _part;
    private XmlWriter? _writer;

    public WordPaper(Stream target, Paper paper)
    {
        (_paper, _zip) = (paper, new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true));
        _printed = [.. paper.Columns.Index().Where(column => column.Item.IsPrinted).Select(column => column.Index)];
        _isLying = _printed.Sum(at => paper.Columns[at].Width) > MostUpright;
        _widths = WordDocument.Shares([.. _printed.Select(at => paper.Columns[at].Width)], Width);
    }

    private int Width => _isLying ? LyingWidth : UprightWidth;

    public void Begin()
    {
        _part = OpenDocument(_zip);
        _writer = XmlWriter.Create(_part);
        _writer.WriteStartElement("w", "document", Namespace);
        _writer.WriteStartElement("w", "body", Namespace);
        Write(Head(_paper.Head, Width));
        _writer.WriteStartElement("w", "tbl", Namespace);
        Write(TableStart(_widths, hasLines: true));
        Write([WordParts.Row(_widths, [.. _printed.Select(at => Cell(HeadingOf(_paper.Columns[at]), true, "center"))], isHeading: true)]);
    }

    public void Row(PaperRow row) => Write([WordParts.Row(_widths,
        [.. _printed.Select(at => Cell(row.Cells[at], row.Look == RowLook.Bold, _paper.Columns[at].Kind switch { CellKind.Centred => "center", CellKind.Number => "right", _ => "left" }))])]);

    public void End(string total)
    {
        _writer!.WriteEndElement();
        Write([Paragraph(total, new WordLook(Bold: true))]);
        Write(Foot(_paper.Foot, Width));
        Write([Section(_isLying)]);
        _writer.WriteEndElement();
        _writer.WriteEndElement();
        Close();
        _zip.Dispose();
    }

    public void Dispose()
    {
        Close();
        _zip.Dispose();
    }

    private static string HeadingOf(PaperColumn column) => column.Group.Length == 0 ? column.Heading : $"{column.Group}: {column.Heading}";

    private static IReadOnlyList<XElement> Cell(string text, bool bold, string align) => [Paragraph(text, new WordLook(bold, Align: align, Size: Size))];

    private void Write(IEnumerable<XElement> elements)
    {
        foreach (var element in elements)
            element.WriteTo(_writer!);
    }

    private void Close()
    {
        _writer?.Dispose();
        _part?.Dispose();
        (_writer, _part) = (null, null);
    }
}
