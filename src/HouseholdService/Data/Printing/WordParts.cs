using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>How a paragraph looks. Sizes in points.</summary>
internal sealed record WordLook(bool Bold = false, bool Italic = false, bool Underlined = false, string Align = "left", int Size = 13);

/// <summary>The elements of which official Word documents are made.</summary>
internal static class WordParts
{
    public const string Namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public static readonly XNamespace W = Namespace;

    /// <summary>Width of the text in twentieths of a point: A4 upright, 3 cm left, 1.5 cm right; lying, 2 cm on both sides.</summary>
    public const int UprightWidth = 9354;
    public const int LyingWidth = 14570;
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Sides = ["top", "left", "bottom", "right", "insideH", "insideV"];

    public static XElement Paragraph(string text, WordLook look) => new(W + "p",
        new XElement(W + "pPr", new XElement(W + "spacing", Value("before", 20), Value("after", 20)), new XElement(W + "jc", Value("val", look.Align))),
        Run(text, look));

    public static XElement Run(string text, WordLook look) => new(W + "r",
        new XElement(W + "rPr",
            new XElement(W + "rFonts", Value("ascii", "Times New Roman"), Value("hAnsi", "Times New Roman"), Value("cs", "Times New Roman")),
            look.Bold ? new XElement(W + "b") : null,
            look.Italic ? new XElement(W + "i") : null,
            new XElement(W + "sz", Value("val", look.Size * 2)),
            look.Underlined ? new XElement(W + "u", Value("val", "single")) : null),
        new XElement(W + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), string.Concat(text.Where(XmlConvert.IsXmlChar))));

    public static XElement PageBreak() => new(W + "p", new XElement(W + "r", new XElement(W + "br", Value("type", "page"))));

    /// <summary>Properties and grid of a table.</summary>
    public static IEnumerable<XElement> TableStart(IReadOnlyList<int> widths, bool hasLines) =>
    [
        new XElement(W + "tblPr",
            new XElement(W + "tblW", Value("w", widths.Sum()), Value("type", "dxa")),
            hasLines ? new XElement(W + "tblBorders", Sides.Select(side => new XElement(W + side, Value("val", "single"), Value("sz", 4)))) : null,
            new XElement(W + "tblLayout", Value("type", "fixed")),
            new XElement(W + "tblCellMar", new XElement(W + "left", Value("w", 70), Value("type", "dxa")), new XElement(W + "right", Value("w", 70), Value("type", "dxa")))),
        new XElement(W + "tblGrid", widths.Select(width => new XElement(W + "gridCol", Value("w", width)))),
    ];

    /// <summary>A row of cells; a heading repeats on every page. A height is the least one, in twentieths of a point.</summary>
    public static XElement Row(IReadOnlyList<int> widths, IReadOnlyList<IReadOnlyList<XElement>> cells, bool isHeading = false, int height = 0) => new(W + "tr",
        new XElement(W + "trPr", new XElement(W + "cantSplit"), height > 0 ? new XElement(W + "trHeight", Value("val", height)) : null, isHeading ? new XElement(W + "tblHeader") : null),
        cells.Select((cell, at) => new XElement(W + "tc", new XElement(W + "tcPr", new XElement(W + "tcW", Value("w", widths[at]), Value("type", "dxa")), new XElement(W + "vAlign", Value("val", isHeading ? "center" : "top"))), cell)));

    /// <summary>Issuing body and number at the left; the State, its motto, place and date at the right; below the title.</summary>
    public static IEnumerable<XElement> Head(OfficialHead head, int width)
    {
        int[] widths = [width * 2 / 5, width - (width * 2 / 5)];
        var left = head.Issuer.Select((line, at) => Paragraph(line, new WordLook(Bold: true, Align: "center", Underlined: at == head.Issuer.Count - 1)))
            .Append(Paragraph(head.Number, new WordLook(Align: "center")));
        XElement[] right =
        [
            Paragraph(OfficialHead.State, new WordLook(Bold: true, Align: "center", Size: 12)), Paragraph(OfficialHead.Motto, new WordLook(Bold: true, Align: "center", Underlined: true)),
            Paragraph(head.Place, new WordLook(Italic: true, Align: "center")),
        ];
        yield return new XElement(W + "tbl", TableStart(widths, hasLines: false), Row(widths, [[.. left], right]));
        yield return Paragraph("", new WordLook());
        yield return Paragraph(head.Title, new WordLook(Bold: true, Align: "center", Size: 14));
        foreach (var line in head.Subtitles)
            yield return Paragraph(line, new WordLook(Italic: true, Align: "center"));
        yield return Paragraph("", new WordLook(Size: 6));
    }

    /// <summary>Makers and recipients at the left, the signature with its room at the right.</summary>
    public static IEnumerable<XElement> Foot(PaperFoot foot, int width)
    {
        int[] widths = [width / 2, width - (width / 2)];
        // A date and the way to sign stand in italics, the office in bold.
        static XElement Line(string line) => Paragraph(line, line.StartsWith('(') || line.StartsWith("Ngày", StringComparison.Ordinal)
            ? new WordLook(Italic: true, Align: "center", Size: line.StartsWith('(') ? 12 : 13) : new WordLook(Bold: true, Align: "center"));
        List<XElement> left = [.. foot.Makers.Select(Line)];
        if (foot.Recipients.Count > 0)
            left.Add(Paragraph("Nơi nhận:", new WordLook(Bold: true, Italic: true, Size: 12)));
        left.AddRange(foot.Recipients.Select(line => Paragraph(line, new WordLook(Size: 11))));
        if (left.Count == 0)
            left.Add(Paragraph("", new WordLook()));
        IEnumerable<XElement> right = [.. foot.Signers.Select(Line),
            Paragraph("(Ký, ghi rõ họ tên)", new WordLook(Italic: true, Align: "center", Size: 12)), .. Enumerable.Range(0, 3).Select(_ => Paragraph("", new WordLook()))];
        yield return Paragraph("", new WordLook(Size: 6));
        yield return new XElement(W + "tbl", TableStart(widths, hasLines: false), Row(widths, [left, [.. right]]));
        yield return Paragraph("", new WordLook(Size: 2));
    }

    /// <summary>Paper size and margins.</summary>
    public static XElement Section(bool isLying) => new(W + "sectPr",
        isLying ? new XElement(W + "pgSz", Value("w", 16838), Value("h", 11906), Value("orient", "landscape")) : new XElement(W + "pgSz", Value("w", 11906), Value("h", 16838)),
        new XElement(W + "pgMar", Value("top", 1134), Value("right", isLying ? 1134 : 851), Value("bottom", 1134), Value("left", isLying ? 1134 : 1701), Value("header", 567), Value("footer", 567), Value("gutter", 0)));

    /// <summary>Writes the parts around the document; the caller opens <c>word/document.xml</c> next.</summary>
    public static Stream OpenDocument(ZipArchive zip)
    {
        Part(zip, "[Content_Types].xml", """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
            """);
        Part(zip, "_rels/.rels", """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>
            """);
        var entry = zip.CreateEntry("word/document.xml");
        entry.LastWriteTime = Epoch;
        return entry.Open();
    }

    private static XAttribute Value(string name, object value) => new(W + name, value);

    private static void Part(ZipArchive zip, string name, string content)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{content.Trim()}"));
    }
}
