using System.Globalization;
using Spectre.Console;

namespace PovertyPlatform.Dev.Demo.Steps;

/// <summary>The province reads official report 1: its totals must be those of the registry and of the lists.</summary>
internal static class ReadReport
{
    private static readonly (int Column, string Vi, string En, Func<StoryYear, decimal> Expected)[] Figures =
    [
        (1, "hộ dân cư", "resident households", year => year.Residents.Households),
        (2, "nhân khẩu", "resident persons", year => year.Residents.Persons),
        (3, "hộ nghèo", "poor households", year => year.Classes["Poor"].Households),
        (4, "tỷ lệ hộ nghèo (%)", "poor household rate (%)", year => Rate(year.Classes["Poor"].Households, year.Residents.Households)),
        (5, "hộ cận nghèo", "near-poor households", year => year.Classes["NearPoor"].Households),
        (6, "tỷ lệ hộ cận nghèo (%)", "near-poor household rate (%)", year => Rate(year.Classes["NearPoor"].Households, year.Residents.Households)),
        (9, "khẩu nghèo", "poor persons", year => year.Classes["Poor"].Persons),
        (11, "khẩu cận nghèo", "near-poor persons", year => year.Classes["NearPoor"].Persons),
    ];

    public static async Task Run(Stage stage, CancellationToken ct)
    {
        stage.Step(6, "Báo cáo số 1 của tỉnh", "official report 1");
        foreach (var year in stage.Years)
        {
            var path = $"?areaCode={StoryYear.Commune}&on={Day(year)}";
            var report = await stage.Await("Chờ báo cáo", "waiting for the report", () => stage.ProvinceOfficer.Get<ReportAnswer>($"/reporting/v1/reports/1{path}", ct),
                answer => Figures.All(figure => Value(answer.Rows[0], figure.Column) == figure.Expected(year)), ct);
            foreach (var (column, vi, en, expected) in Figures)
                stage.Ledger.Compare($"Báo cáo {year.Year}: {vi}", $"report {year.Year}: {en}", expected(year), Value(report.Rows[0], column) ?? -1);
        }

        await Province(stage, stage.Years[^1], ct);
    }

    /// <summary>The merged area equals the sum of its parts, and holds the commune's line as the commune reads it.</summary>
    private static async Task Province(Stage stage, StoryYear year, CancellationToken ct)
    {
        var path = $"?areaCode={StoryYear.Province}&on={Day(year)}";
        var report = await stage.ProvinceOfficer.Get<ReportAnswer>($"/reporting/v1/reports/1{path}", ct);
        var total = report.Rows.Single(row => row.IsTotal);
        var communes = report.Rows.Where(row => !row.IsTotal).ToList();
        foreach (var (column, vi, en, _) in Figures.Where(figure => figure.Column is 3 or 5 or 9 or 11))
            stage.Ledger.Compare($"Báo cáo tỉnh: {vi} bằng tổng các xã", $"province report: {en} add up", communes.Sum(row => Value(row, column) ?? 0), Value(total, column) ?? -1);
        stage.Ledger.Compare("Báo cáo tỉnh: hộ nghèo của xã", "province report: poor households of the commune", year.Classes["Poor"].Households,
            Value(communes.Single(row => row.AreaCode == StoryYear.Commune), 3) ?? -1);

        Directory.CreateDirectory(stage.Output);
        var file = Path.Combine(stage.Output, $"bao-cao-1-{StoryYear.Province}-{Day(year)}.xlsx");
        var workbook = await stage.ProvinceOfficer.Download($"/reporting/v1/reports/1.xlsx{path}", ct);
        await File.WriteAllBytesAsync(file, workbook, ct);
        stage.Ledger.Compare("Báo cáo .xlsx mở được", "report .xlsx is a workbook", "PK", System.Text.Encoding.ASCII.GetString(workbook, 0, 2));
        Show(stage, report, file);
    }

    private static void Show(Stage stage, ReportAnswer report, string file)
    {
        var table = new Table().SimpleBorder().Title($"{Markup.Escape(report.AreaName)}").AddColumns("Xã · commune", "Hộ · households", "Nghèo · poor", "%", "Cận nghèo · near-poor", "%");
        var shown = report.Rows.OrderByDescending(row => row.IsTotal).ThenByDescending(row => row.AreaCode == StoryYear.Commune).ThenByDescending(row => Value(row, 3)).Take(8);
        foreach (var row in shown)
            table.AddRow(Markup.Escape(row.AreaName), Text(row, 1), Text(row, 3), Text(row, 4), Text(row, 5), Text(row, 6));
        stage.Console.Write(table);
        stage.Console.MarkupLine($"   [grey]… {report.Rows.Count - 1} xã, phường · communes[/]");
        stage.Say($"Bản in: {file}", $"printed layout downloaded");
    }

    private static decimal? Value(ReportRowAnswer row, int column) => row.Values[column - 1];

    private static string Text(ReportRowAnswer row, int column) => Value(row, column)?.ToString("#,0.##", CultureInfo.GetCultureInfo("vi-VN")) ?? "–";

    private static string Day(StoryYear year) => year.Decision.DecidedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static decimal Rate(int part, int whole) => Math.Round(part * 100m / whole, 2, MidpointRounding.AwayFromZero);
}
