using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using PovertyPlatform.Contracts;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.ReportingServiceTests.Reports;

public class DownloadReportTests(ReportingHost host) : IClassFixture<ReportingHost>
{
    [Fact]
    public async Task Province_IsPrintedWithMottoTotalAndLines()
    {
        await host.Scalar<long>("""
            with m as (insert into class_movement values ('15', '04492', '2026-11-20', 1, 40, 200), ('15', '04495', '2026-11-20', 1, 2, 9)),
                 p as (insert into area_population values ('15', '04492', 2026, 1, '2026-11-01', 100, 500)) select 0::bigint
            """);
        using var file = new MemoryStream(await host.ClientFor(TestActors.ProvinceOfficer).GetByteArrayAsync("/v1/reports/1.xlsx?areaCode=15&on=2026-11-24", TestContext.Current.CancellationToken));
        using var document = SpreadsheetDocument.Open(file, false);
        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(error => error.Description));

        var rows = document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>()
            .ToDictionary(row => row.RowIndex!.Value, row => row.Elements<Cell>().ToDictionary(cell => cell.CellReference!.Value!, Text));
        Assert.Contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", rows[1].Values);
        Assert.Contains("TỈNH LÀO CAI", rows[2].Values);
        Assert.StartsWith("TỔNG HỢP KẾT QUẢ CHÍNH THỨC", rows[4]["A4"], StringComparison.Ordinal);
        Assert.Equal(["A", "B", .. Enumerable.Range(1, 14).Select(number => $"{number}")], rows[9].Values);
        Assert.Equal("TỔNG CỘNG: Tỉnh Lào Cai", rows[10]["B10"]);
        Assert.Equal("42", rows[10]["E10"]);
        Assert.Equal("…", rows[10]["C10"]); // one commune's residents are known, the province's are not
        var commune = rows.Values.Single(row => row.ContainsValue("Xã Púng Luông"));
        Assert.Contains("40", commune.Values);
        Assert.Contains(rows.Values, row => row.ContainsValue("NGƯỜI LẬP BIỂU"));
        // Why the total is missing is said, with a few of the names.
        var note = rows.Values.SelectMany(row => row.Values).Single(text => text.StartsWith("… Chưa có đủ số liệu của: ", StringComparison.Ordinal));
        Assert.DoesNotContain("Xã Púng Luông", note, StringComparison.Ordinal);
        Assert.EndsWith("đơn vị khác.", note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workbook_SaysTheSameAsJson()
    {
        var client = host.ClientFor(TestActors.ProvinceOfficer);
        var json = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync("/v1/reports/1?areaCode=15&on=2026-11-24", TestContext.Current.CancellationToken)).RootElement;
        using var file = new MemoryStream(await client.GetByteArrayAsync("/v1/reports/1.xlsx?areaCode=15&on=2026-11-24", TestContext.Current.CancellationToken));
        using var document = SpreadsheetDocument.Open(file, false);
        var lines = document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().Where(row => row.RowIndex!.Value >= 10)
            .Select(row => row.Elements<Cell>().Skip(2).Select(Text).ToList()).Where(cells => cells.Count == 14).ToList();
        var rows = json.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("values").EnumerateArray()
            .Select(value => value.ValueKind == System.Text.Json.JsonValueKind.Null ? "…" : value.GetRawText()).ToList()).ToList();
        Assert.Equal(rows, lines);
    }

    private static string Text(Cell cell) => cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? "";
}
