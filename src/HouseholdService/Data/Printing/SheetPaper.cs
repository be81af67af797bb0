using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>A paper as a workbook of one sheet: head, headings that repeat on every page, rows, signature. It is fitted to the width of a page, or laid out over several side by side where letters would become too small.</summary>
internal sealed class SheetPaper : IPaperWriter
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Paper _paper;
    private readonly ZipArchive _zip;
    private readonly List<string> _merged = [];
    private readonly PageSpread _spread;
    private readonly int _start;
    private readonly int _first;
    private readonly int _half;
    private XmlWriter? _sheet;
    private Stream? _entry;
    private int _row;
    private int _headings;

    public SheetPaper(Stream target, Paper paper)
    {
        (_paper, _zip) = (paper, new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true));
        _spread = new PageSpread(paper.Columns);
        _first = _spread.First(paper.Columns.Count);
        // What stands over the table begins behind the key columns where these repeat: a page further right would repeat its first letters with them.
        _start = _spread.Breaks.Count == 0 ? 0 : _spread.Keys;
        _half = _start + HalfOf([.. paper.Columns.Take(_first).Skip(_start)]);
    }

    public void Begin()
    {
        foreach (var (name, content) in SheetParts.Fixed)
            Part(name, content);
        _headings = HeadRows() + 1;
        var last = _headings + (_paper.HasGroups ? 1 : 0);
        Part("xl/workbook.xml", SheetParts.Workbook(_headings, last, _spread.Breaks.Count == 0 ? 0 : _spread.Keys));
        var entry = _zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest);
        entry.LastWriteTime = Epoch;
        _entry = entry.Open();
        _sheet = XmlWriter.Create(_entry, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = false });
        _sheet.WriteStartElement("worksheet", Main);
        _sheet.WriteRaw($"<sheetPr><pageSetUpPr fitToPage=\"{(_spread.Breaks.Count == 0 ? 1 : 0)}\"/></sheetPr>");
        _sheet.WriteRaw($"<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"{last}\" topLeftCell=\"A{last + 1}\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
        _sheet.WriteStartElement("cols", Main);
        foreach (var (at, column) in _paper.Columns.Index())
            _sheet.WriteRaw($"<col min=\"{at + 1}\" max=\"{at + 1}\" width=\"{column.Width}\" customWidth=\"1\"/>");
        _sheet.WriteEndElement();
        _sheet.WriteStartElement("sheetData", Main);
        Head();
        Headings();
    }

    public void Row(PaperRow row)
    {
        OpenRow();
        for (var at = 0; at < row.Cells.Count; at++)
            Cell(at, row.Cells[at], SheetParts.StyleOf(_paper.Columns[at].Kind, row.Look), _paper.Columns[at].Kind == CellKind.Number);
        _sheet!.WriteEndElement();
    }

    public void End(string total)
    {
        if (total.Length > 0)
            Wide(total, SheetStyle.TotalLine);
        _row++;
        var foot = _paper.Foot;
        var left = foot.Makers.Select(line => (line, SheetStyle.HeadBold)).Concat(foot.Recipients.Count == 0 ? [] : foot.Recipients.Select(line => (line, SheetStyle.FootText)).Prepend(("Nơi nhận:", SheetStyle.FootItalic))).ToList();
        var right = foot.Signers.Select(line => (line, SheetStyle.HeadBold)).ToList();
        for (var at = 0; at < Math.Max(left.Count, right.Count); at++)
            Pair(at < left.Count ? left[at] : ("", SheetStyle.Plain), at < right.Count ? right[at] : ("", SheetStyle.Plain));
        _sheet!.WriteEndElement();
        _sheet.WriteStartElement("mergeCells", Main);
        foreach (var range in _merged)
            _sheet.WriteRaw($"<mergeCell ref=\"{range}\"/>");
        _sheet.WriteEndElement();
        _sheet.WriteRaw("<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>");
        // Sheets of paper that belong side by side come out one after the other.
        var fit = _spread.Breaks.Count == 0 ? "fitToWidth=\"1\" fitToHeight=\"0\"" : "pageOrder=\"overThenDown\"";
        _sheet.WriteRaw($"<pageSetup paperSize=\"{(_spread.IsA3 ? 8 : 9)}\" orientation=\"{(_spread.IsLandscape ? "landscape" : "portrait")}\" {fit}/>");
        _sheet.WriteRaw("<headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter>");
        if (_spread.Breaks.Count > 0)
            _sheet.WriteRaw($"<colBreaks count=\"{_spread.Breaks.Count}\" manualBreakCount=\"{_spread.Breaks.Count}\">{string.Concat(_spread.Breaks.Select(at => $"<brk id=\"{at}\" max=\"1048575\" man=\"1\"/>"))}</colBreaks>");
        _sheet.WriteEndElement();
        Close();
        _zip.Dispose();
    }

    public void Dispose()
    {
        Close();
        _zip.Dispose();
    }

    // Issuer with number, or motto with place: whichever is longer; then a gap, the title and its lines, a gap.
    private int HeadRows() => Math.Max(_paper.Head.Issuer.Count + 1, 3) + 2 + _paper.Head.Subtitles.Count + 1;

    private void Head()
    {
        var head = _paper.Head;
        var left = head.Issuer.Select(line => (line, SheetStyle.HeadBold)).Append((head.Number, SheetStyle.HeadPlain)).ToList();
        (string, SheetStyle)[] right = [(OfficialHead.State, SheetStyle.HeadBold), (OfficialHead.Motto, SheetStyle.HeadUnderlined), (head.Place, SheetStyle.HeadItalic)];
        for (var at = 0; at < Math.Max(left.Count, right.Length); at++)
            Pair(at < left.Count ? left[at] : ("", SheetStyle.Plain), at < right.Length ? right[at] : ("", SheetStyle.Plain));
        _row++;
        Wide(head.Title, SheetStyle.Title);
        foreach (var line in head.Subtitles)
            Wide(line, SheetStyle.HeadItalic);
        _row++;
    }

    private void Headings()
    {
        var columns = _paper.Columns;
        if (_paper.HasGroups)
        {
            OpenRow(30);
            for (var at = 0; at < columns.Count; at++)
            {
                var isFirst = at == 0 || columns[at - 1].Group != columns[at].Group || columns[at].Group.Length == 0;
                Cell(at, columns[at].Group.Length == 0 ? columns[at].Heading : isFirst ? columns[at].Group : "", SheetStyle.Heading);
                var width = columns[at].Group.Length == 0 ? 1 : columns.Skip(at).TakeWhile(column => column.Group == columns[at].Group).Count();
                if (columns[at].Group.Length == 0)
                    _merged.Add($"{SheetParts.Letter(at)}{_row}:{SheetParts.Letter(at)}{_row + 1}");
                else if (isFirst && width > 1)
                    _merged.Add($"{SheetParts.Letter(at)}{_row}:{SheetParts.Letter(at + width - 1)}{_row}");
            }

            _sheet!.WriteEndElement();
        }

        OpenRow(_paper.HasGroups ? 62 : 34);
        for (var at = 0; at < columns.Count; at++)
            Cell(at, _paper.HasGroups && columns[at].Group.Length == 0 ? "" : columns[at].Heading, SheetStyle.Heading);
        _sheet!.WriteEndElement();
    }

    private void Pair((string Text, SheetStyle Style) left, (string Text, SheetStyle Style) right)
    {
        OpenRow();
        Cell(_start, left.Text, left.Style);
        Cell(_half, right.Text, right.Style);
        _sheet!.WriteEndElement();
        Merge(_start, _half - 1);
        Merge(_half, _first - 1);
    }

    private void Wide(string text, SheetStyle style)
    {
        OpenRow(style == SheetStyle.Title ? 24 : null);
        Cell(_start, text, style);
        _sheet!.WriteEndElement();
        Merge(_start, _first - 1);
    }

    private void Merge(int from, int to)
    {
        if (to > from)
            _merged.Add($"{SheetParts.Letter(from)}{_row}:{SheetParts.Letter(to)}{_row}");
    }

    private void OpenRow(int? height = null)
    {
        _sheet!.WriteStartElement("row", Main);
        _sheet.WriteAttributeString("r", (++_row).ToString(CultureInfo.InvariantCulture));
        if (height is not { } points)
            return;
        _sheet.WriteAttributeString("ht", points.ToString(CultureInfo.InvariantCulture));
        _sheet.WriteAttributeString("customHeight", "1");
    }

    private void Cell(int column, string text, SheetStyle style, bool isNumber = false)
    {
        _sheet!.WriteStartElement("c", Main);
        _sheet.WriteAttributeString("r", $"{SheetParts.Letter(column)}{_row}");
        _sheet.WriteAttributeString("s", ((int)style).ToString(CultureInfo.InvariantCulture));
        if (text.Length > 0 && isNumber && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            _sheet.WriteElementString("v", Main, text);
        }
        else if (text.Length > 0)
        {
            _sheet.WriteAttributeString("t", "inlineStr");
            _sheet.WriteStartElement("is", Main);
            _sheet.WriteStartElement("t", Main);
            _sheet.WriteAttributeString("xml", "space", null, "preserve");
            _sheet.WriteString(PlainCell.Of(text));
            _sheet.WriteEndElement();
            _sheet.WriteEndElement();
        }

        _sheet.WriteEndElement();
    }

    /// <summary>The column where the right half of the head begins: near the middle of the width, never the first.</summary>
    private static int HalfOf(IReadOnlyList<PaperColumn> columns)
    {
        var (whole, gathered) = (columns.Sum(column => column.Width), 0);
        for (var at = 0; at < columns.Count; at++)
            if ((gathered += columns[at].Width) * 2 >= whole)
                return Math.Clamp(at, 1, Math.Max(1, columns.Count - 1));
        return 1;
    }

    private void Part(string name, string content)
    {
        var entry = _zip.CreateEntry(name);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(content));
    }

    private void Close()
    {
        _sheet?.Dispose();
        _entry?.Dispose();
        (_sheet, _entry) = (null, null);
    }
}
