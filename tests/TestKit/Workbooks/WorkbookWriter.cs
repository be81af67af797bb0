using System.IO.Compression;
using System.Text;

namespace PovertyPlatform.TestKit.Workbooks;

/// <summary>
/// Writes .xlsx files row by row, of any size, with the habits of spreadsheet programs (shared strings, sparse cells, merged ranges, date styles)
/// and, where a test wants it, with contents that a good program would not write.
/// </summary>
/// <param name="output">Receives the file; need not be seekable.</param>
/// <param name="sharedStrings">Text in one table as Excel does, or inside the cells.</param>
/// <param name="compression">How hard to compress.</param>
public sealed class WorkbookWriter(Stream output, bool sharedStrings = true, CompressionLevel compression = CompressionLevel.Fastest) : IDisposable
{
    internal const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private readonly ZipArchive _zip = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly Dictionary<string, int> _strings = new(StringComparer.Ordinal);
    private readonly List<string> _sheets = [];
    private SheetWriter? _open;

    /// <summary>Adds a VBA project and the content type of a macro-enabled workbook.</summary>
    public bool WithMacros { get; init; }

    /// <summary>Begins a sheet; the one before is finished.</summary>
    public SheetWriter Sheet(string name)
    {
        _open?.Dispose();
        _sheets.Add(name);
        return _open = new SheetWriter(Entry($"xl/worksheets/sheet{_sheets.Count}.xml"), sharedStrings ? Share : null);
    }

    /// <summary>Adds any further entry, for example junk of a hostile file.</summary>
    public Stream Entry(string name) => _zip.CreateEntry(name, compression).Open();

    /// <inheritdoc />
    public void Dispose()
    {
        _open?.Dispose();
        if (sharedStrings)
            WriteStrings();
        Write("xl/styles.xml", $"""<styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>""");
        Write("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relationships}"><sheets>{string.Concat(_sheets.Select((name, at) => $"""<sheet name="{Escape(name)}" sheetId="{at + 1}" r:id="rId{at + 1}"/>"""))}</sheets></workbook>""");
        var kind = WithMacros ? "application/vnd.ms-excel.sheet.macroEnabled.main+xml" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
        Write("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(_sheets.Select((_, at) => $"""<Relationship Id="rId{at + 1}" Type="{Relationships}/worksheet" Target="worksheets/sheet{at + 1}.xml"/>"""))}<Relationship Id="rId1001" Type="{Relationships}/styles" Target="styles.xml"/>{(sharedStrings ? $"""<Relationship Id="rId1002" Type="{Relationships}/sharedStrings" Target="sharedStrings.xml"/>""" : "")}</Relationships>""");
        Write("_rels/.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Write("[Content_Types].xml", $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}"/>{Overrides()}</Types>""");
        if (WithMacros)
            Write("xl/vbaProject.bin", "macro");
        _zip.Dispose();
    }

    private string Overrides()
    {
        const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        var strings = sharedStrings ? $"""<Override PartName="/xl/sharedStrings.xml" ContentType="{Spreadsheet}.sharedStrings+xml"/>""" : "";
        return $"""<Override PartName="/xl/styles.xml" ContentType="{Spreadsheet}.styles+xml"/>{strings}{string.Concat(_sheets.Select((_, at) => $"""<Override PartName="/xl/worksheets/sheet{at + 1}.xml" ContentType="{Spreadsheet}.worksheet+xml"/>"""))}""";
    }

    internal static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    private int Share(string text)
    {
        if (!_strings.TryGetValue(text, out var at))
            _strings[text] = at = _strings.Count;
        return at;
    }

    private void WriteStrings()
    {
        using var writer = new StreamWriter(Entry("xl/sharedStrings.xml"), new UTF8Encoding(false), 1 << 16);
        writer.Write($"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><sst xmlns="{Main}" uniqueCount="{_strings.Count}">""");
        foreach (var text in _strings.Keys)
        {
            // The mark in front tells rich text apart, which is stored as two runs and a phonetic hint that is no part of the text.
            writer.Write(text[0] == SheetWriter.RichMark
                ? $"<si><r><rPr><b/></rPr><t xml:space=\"preserve\">{Escape(text[1..(1 + text.Length / 2)])}</t></r><r><t xml:space=\"preserve\">{Escape(text[(1 + text.Length / 2)..])}</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si>"
                : $"<si><t xml:space=\"preserve\">{Escape(text)}</t></si>");
        }

        writer.Write("</sst>");
    }

    private void Write(string name, string xml)
    {
        using var writer = new StreamWriter(Entry(name), new UTF8Encoding(false));
        writer.Write(xml);
    }
}
