using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using static PovertyPlatform.HouseholdService.Data.Printing.WordParts;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>
/// A Word document of paragraphs and tables, which is all that official forms need; the commune may still write on it before it is signed. The same content gives the
/// same bytes. Only what XML can carry goes in.
/// </summary>
internal sealed class WordDocument
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private readonly XElement _body = new(W + "body");

    /// <summary>The official head and the title.</summary>
    public WordDocument Head(OfficialHead head)
    {
        _body.Add(WordParts.Head(head, UprightWidth));
        return this;
    }

    /// <summary>Recipients and signature.</summary>
    public WordDocument Foot(PaperFoot foot)
    {
        _body.Add(WordParts.Foot(foot, UprightWidth));
        return this;
    }

    /// <summary>What follows begins on a new page.</summary>
    public WordDocument NewPage()
    {
        if (_body.HasElements)
            _body.Add(PageBreak());
        return this;
    }

    /// <summary>A paragraph. Sizes are in points; <paramref name="spread"/> false: what is filled in is not pulled apart to the right edge.</summary>
    public WordDocument Paragraph(string text, bool bold = false, bool centred = false, int size = 13, bool italic = false, bool spread = true)
    {
        _body.Add(WordParts.Paragraph(text, new WordLook(bold, italic, Align: centred ? "center" : spread ? "both" : "left", Size: size)));
        return this;
    }

    /// <summary>A table with a heading row that repeats on every page; widths are shares of the page. A height, in twentieths of a point, leaves room to write.</summary>
    public WordDocument Table(IReadOnlyList<(string Heading, int Share)> columns, IEnumerable<IReadOnlyList<string>> rows, int size = 12, int height = 0)
    {
        var widths = Shares([.. columns.Select(column => column.Share)], UprightWidth);
        IReadOnlyList<XElement> Cell(string text, bool isHeading) => [WordParts.Paragraph(text, new WordLook(isHeading, Align: isHeading || text is "☐" or "☒" ? "center" : "left", Size: size))];
        _body.Add(new XElement(W + "tbl", TableStart(widths, hasLines: true), Row(widths, [.. columns.Select(column => Cell(column.Heading, true))], isHeading: true),
            rows.Select(row => Row(widths, [.. row.Select(cell => Cell(cell, false))], height: height))));
        _body.Add(WordParts.Paragraph("", new WordLook(Size: 4)));
        return this;
    }

    /// <summary>The finished file.</summary>
    public byte[] ToBytes()
    {
        var document = new XElement(W + "document", new XAttribute(XNamespace.Xmlns + "w", W.NamespaceName), new XElement(_body));
        document.Element(W + "body")!.Add(Section(isLying: false));
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var part = OpenDocument(zip))
        using (var writer = XmlWriter.Create(part))
            document.WriteTo(writer);
        return file.ToArray();
    }

    /// <summary>Divides a width by shares.</summary>
    public static int[] Shares(IReadOnlyList<int> shares, int width) => [.. shares.Select(share => width * share / shares.Sum())];
}
