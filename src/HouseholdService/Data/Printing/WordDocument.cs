using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>
/// A Word document of paragraphs and tables, which is all that official forms need; the commune may still write on it before it is signed. The same content gives the
/// same bytes. Only what XML can carry goes in.
/// </summary>
internal sealed class WordDocument
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
    private readonly XElement _body = new(W + "body");

    /// <summary>A paragraph. Sizes are in points.</summary>
    public WordDocument Paragraph(string text, bool bold = false, bool centred = false, int size = 13)
    {
        _body.Add(Text(text, bold, centred, size));
        return this;
    }

    /// <summary>A table with a heading row that repeats on every page; widths in twentieths of a point.</summary>
    public WordDocument Table(IReadOnlyList<(string Heading, int Width)> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        _body.Add(new XElement(W + "tbl",
            new XElement(W + "tblPr", new XElement(W + "tblBorders", Sides.Select(side => new XElement(W + side, new XAttribute(W + "val", "single"), new XAttribute(W + "sz", 4))))),
            new XElement(W + "tblGrid", columns.Select(column => new XElement(W + "gridCol", new XAttribute(W + "w", column.Width)))),
            new XElement(W + "tr", new XElement(W + "trPr", new XElement(W + "tblHeader")), columns.Select(column => Cell(column.Heading, isHeading: true))),
            rows.Select(row => new XElement(W + "tr", row.Select(cell => Cell(cell, isHeading: false))))));
        return this;
    }

    /// <summary>The finished file.</summary>
    public byte[] ToBytes()
    {
        var document = new XElement(W + "document", new XAttribute(XNamespace.Xmlns + "w", W.NamespaceName), _body);
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(zip, "[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
                """);
            Part(zip, "_rels/.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>
                """);
            Part(zip, "word/document.xml", document.ToString(SaveOptions.DisableFormatting));
        }

        return file.ToArray();
    }

    private static XElement Cell(string text, bool isHeading) => new(W + "tc", Text(text, isHeading, isHeading, 12));

    private static XElement Text(string text, bool bold, bool centred, int size) => new(W + "p",
        centred ? new XElement(W + "pPr", new XElement(W + "jc", new XAttribute(W + "val", "center"))) : null,
        new XElement(W + "r",
            new XElement(W + "rPr",
                new XElement(W + "rFonts", new XAttribute(W + "ascii", "Times New Roman"), new XAttribute(W + "hAnsi", "Times New Roman"), new XAttribute(W + "cs", "Times New Roman")),
                bold ? new XElement(W + "b") : null,
                new XElement(W + "sz", new XAttribute(W + "val", size * 2))),
            new XElement(W + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), string.Concat(text.Where(XmlConvert.IsXmlChar)))));

    private static void Part(ZipArchive zip, string name, string content)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{content.Trim()}"));
    }
}
