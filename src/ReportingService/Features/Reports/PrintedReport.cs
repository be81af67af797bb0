using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using PovertyPlatform.ReportingService.Domain.Reports;

namespace PovertyPlatform.ReportingService.Features.Reports;

/// <summary>Writes a report as it is printed: committee and motto, title, two heading lines, column numbers, total in bold, lines, places for signatures.</summary>
internal static class PrintedReport
{
    private const int LeadColumns = 2;
    private const int HeadingRow = 7;
    private const int MostNamed = 20;

    /// <summary>Writes the columns of the form; those beside it stay out.</summary>
    public static void Write(Stream target, ReportRequest asked)
    {
        var printed = asked.Layout.Columns.Index().Where(column => column.Item.IsPrinted).Select(column => column.Index).ToList();
        var report = asked with
        {
            Layout = asked.Layout with { Columns = [.. printed.Select(at => asked.Layout.Columns[at])] },
            Rows = [.. asked.Rows.Select(row => row with { Values = [.. printed.Select(at => row.Values[at])] })],
        };
        using var document = SpreadsheetDocument.Create(target, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = PrintedStyles.Build();
        var sheet = workbook.AddNewPart<WorksheetPart>();
        var rows = new SheetData();
        var merged = new List<string>();
        var last = LeadColumns + report.Layout.Columns.Count;

        Head(rows, merged, report, last);
        Headings(rows, merged, report.Layout, last);
        var next = Missing(rows, merged, report, Lines(rows, report), last);
        Signatures(rows, merged, report, next + 1, last);

        sheet.Worksheet = new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new SheetViews(new SheetView(new Pane
            {
                VerticalSplit = HeadingRow + 2,
                HorizontalSplit = LeadColumns,
                TopLeftCell = $"{Letter(LeadColumns + 1)}{HeadingRow + 3}",
                ActivePane = PaneValues.BottomRight,
                State = PaneStateValues.Frozen,
            })
            { WorkbookViewId = 0 }),
            new Columns(
                new Column { Min = 1, Max = 1, Width = 6, CustomWidth = true },
                new Column { Min = 2, Max = 2, Width = 30, CustomWidth = true },
                new Column { Min = 3, Max = (uint)last, Width = 11.5, CustomWidth = true }),
            rows,
            new MergeCells(merged.Select(range => new MergeCell { Reference = range })),
            new PageMargins { Left = 0.4, Right = 0.4, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 },
            new PageSetup { Orientation = OrientationValues.Landscape, PaperSize = 9, FitToWidth = 1, FitToHeight = 0 });
        workbook.Workbook = new Workbook(
            new Sheets(new Sheet { Name = $"Báo cáo {report.Layout.Id}", SheetId = 1, Id = workbook.GetIdOfPart(sheet) }),
            new DefinedNames(new DefinedName($"'Báo cáo {report.Layout.Id}'!${HeadingRow}:${HeadingRow + 2}") { Name = "_xlnm.Print_Titles", LocalSheetId = 0 }));
    }

    private static void Head(SheetData rows, List<string> merged, ReportRequest report, int last)
    {
        var isProvince = report.AreaName == report.ProvinceName;
        void Line(uint number, string left, string right, PrintedStyle style)
        {
            rows.Append(new Row(Text(1, number, left, style), Text(last - 5, number, right, style)) { RowIndex = number });
            merged.Add($"A{number}:D{number}");
            merged.Add($"{Letter(last - 5)}{number}:{Letter(last)}{number}");
        }

        Line(1, isProvince ? "ỦY BAN NHÂN DÂN" : report.ProvinceName.ToUpper(CultureInfo.InvariantCulture), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", PrintedStyle.HeadBold);
        Line(2, isProvince ? report.AreaName.ToUpper(CultureInfo.InvariantCulture) : $"ỦY BAN NHÂN DÂN {report.AreaName.ToUpper(CultureInfo.InvariantCulture)}", "Độc lập - Tự do - Hạnh phúc", PrintedStyle.HeadBold);
        Wide(rows, merged, 4, report.Layout.TitleVi.ToUpper(CultureInfo.InvariantCulture), PrintedStyle.Title, last, 34);
        Wide(rows, merged, 5, $"(Kèm theo Báo cáo kết quả rà soát; {(report.Since is { } since ? $"từ ngày {since.AddDays(1):dd/MM/yyyy} đến hết ngày" : "số liệu đến ngày")} {report.On:dd/MM/yyyy}; {report.Layout.LegalBasis}{(report.HiddenBelow is { } below ? $"; số nhỏ hơn {below} và số có thể suy ra chúng không công bố" : "")})", PrintedStyle.HeadItalic, last, null);
    }

    private static void Headings(SheetData rows, List<string> merged, ReportLayout layout, int last)
    {
        var upper = new Row { RowIndex = HeadingRow, Height = 48, CustomHeight = true };
        var lower = new Row { RowIndex = HeadingRow + 1, Height = 32, CustomHeight = true };
        var numbers = new Row { RowIndex = HeadingRow + 2 };
        foreach (var (position, heading, mark) in new[] { (1, "STT", "A"), (2, "Địa bàn", "B") })
            Tall(upper, lower, numbers, merged, position, heading, mark);
        for (var at = 0; at < layout.Columns.Count; at++)
        {
            var (column, position) = (layout.Columns[at], LeadColumns + 1 + at);
            if (column.GroupVi.Length == 0)
            {
                Tall(upper, lower, numbers, merged, position, column.HeadingVi, Invariant(column.Number));
                continue;
            }

            var isFirst = at == 0 || layout.Columns[at - 1].GroupVi != column.GroupVi;
            upper.Append(Text(position, HeadingRow, isFirst ? column.GroupVi : "", PrintedStyle.Heading));
            lower.Append(Text(position, HeadingRow + 1, column.HeadingVi, PrintedStyle.Heading));
            numbers.Append(Text(position, HeadingRow + 2, Invariant(column.Number), PrintedStyle.ColumnNumber));
            var width = layout.Columns.Skip(at).TakeWhile(other => other.GroupVi == column.GroupVi).Count();
            if (isFirst && width > 1)
                merged.Add($"{Letter(position)}{HeadingRow}:{Letter(position + width - 1)}{HeadingRow}");
        }

        rows.Append(upper, lower, numbers);
    }

    private static void Tall(Row upper, Row lower, Row numbers, List<string> merged, int position, string heading, string mark)
    {
        upper.Append(Text(position, HeadingRow, heading, PrintedStyle.Heading));
        lower.Append(Text(position, HeadingRow + 1, "", PrintedStyle.Heading));
        numbers.Append(Text(position, HeadingRow + 2, mark, PrintedStyle.ColumnNumber));
        merged.Add($"{Letter(position)}{HeadingRow}:{Letter(position)}{HeadingRow + 1}");
    }

    private static uint Lines(SheetData rows, ReportRequest report)
    {
        uint number = HeadingRow + 3;
        var order = 0;
        foreach (var line in report.Rows)
        {
            // A height of our own: programs that measure another font than ours would cut the letters off.
            var row = new Row { RowIndex = number, Height = 16, CustomHeight = true };
            var isFirst = line.Line is null || line.Line == report.Layout.Lines[0];
            row.Append(Text(1, number, line.IsTotal || !isFirst ? "" : Invariant(++order), line.IsTotal ? PrintedStyle.TotalText : PrintedStyle.CentredText));
            row.Append(Text(2, number, isFirst ? $"{(line.IsTotal ? "TỔNG CỘNG: " : "")}{line.Name}{(line.Line is null ? "" : " – hộ")}" : "– nhân khẩu", line.IsTotal ? PrintedStyle.TotalText : PrintedStyle.Text));
            for (var at = 0; at < report.Layout.Columns.Count; at++)
                row.Append(Value(LeadColumns + 1 + at, number, line.Values[at], report.Layout.Columns[at].IsRate, line.IsTotal));
            rows.Append(row);
            number++;
        }

        return number;
    }

    /// <summary>Whose number of residents or rates are not known: without it nobody finds out why a total is missing. The row after it is returned.</summary>
    private static uint Missing(SheetData rows, List<string> merged, ReportRequest report, uint number, int last)
    {
        var missing = report.Rows.Where(row => !row.IsTotal && row.Values.Any(value => value is null)).Select(row => row.Name).ToList();
        // What is hidden is known; the line above the table says so.
        if (missing.Count == 0 || report.HiddenBelow is not null)
            return number;
        var others = missing.Count > MostNamed ? $" và {missing.Count - MostNamed} đơn vị khác" : "";
        Wide(rows, merged, number, $"… Chưa có đủ số liệu của: {string.Join(", ", missing.Take(MostNamed))}{others}.", PrintedStyle.Note, last, missing.Count > 8 ? 34 : 18);
        return number + 1;
    }

    private static void Signatures(SheetData rows, List<string> merged, ReportRequest report, uint number, int last)
    {
        var right = report.AreaName == report.ProvinceName ? "TM. ỦY BAN NHÂN DÂN TỈNH" : "TM. ỦY BAN NHÂN DÂN XÃ";
        void Line(uint at, string left, string rightText, PrintedStyle style)
        {
            rows.Append(new Row(Text(1, at, left, style), Text(last - 5, at, rightText, style)) { RowIndex = at });
            merged.Add($"A{at}:D{at}");
            merged.Add($"{Letter(last - 5)}{at}:{Letter(last)}{at}");
        }

        Line(number, "", $"{report.AreaName}, ngày ..... tháng ..... năm {report.On.Year}", PrintedStyle.HeadItalic);
        Line(number + 1, "NGƯỜI LẬP BIỂU", right, PrintedStyle.HeadBold);
        Line(number + 2, "(Ký, ghi rõ họ tên)", "CHỦ TỊCH", PrintedStyle.HeadBold);
    }

    private static void Wide(SheetData rows, List<string> merged, uint number, string text, PrintedStyle style, int last, double? height)
    {
        var row = new Row(Text(1, number, text, style)) { RowIndex = number };
        if (height is { } points)
            (row.Height, row.CustomHeight) = (points, true);
        rows.Append(row);
        merged.Add($"A{number}:{Letter(last)}{number}");
    }

    private static Cell Text(int column, uint row, string text, PrintedStyle style) => new()
    {
        CellReference = $"{Letter(column)}{row}",
        DataType = CellValues.InlineString,
        StyleIndex = (uint)style,
        InlineString = new InlineString(new Text(text.Length > 0 && "=+-@".Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text) { Space = SpaceProcessingModeValues.Preserve }),
    };

    private static Cell Value(int column, uint row, decimal? value, bool isRate, bool isTotal)
    {
        if (value is not { } number)
            return Text(column, row, "…", isTotal ? PrintedStyle.TotalCount : PrintedStyle.Count);
        return new Cell
        {
            CellReference = $"{Letter(column)}{row}",
            DataType = CellValues.Number,
            StyleIndex = (uint)((isRate, isTotal) switch
            {
                (false, false) => PrintedStyle.Count,
                (true, false) => PrintedStyle.Rate,
                (false, true) => PrintedStyle.TotalCount,
                (true, true) => PrintedStyle.TotalRate,
            }),
            CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture)),
        };
    }

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Letter(int column) => column <= 26 ? $"{(char)('A' + column - 1)}" : $"{Letter((column - 1) / 26)}{(char)('A' + (column - 1) % 26)}";
}
