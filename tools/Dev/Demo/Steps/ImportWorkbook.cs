using System.Globalization;
using Spectre.Console;

namespace PovertyPlatform.Dev.Demo.Steps;

/// <summary>The officer records the residents and uploads the year's workbook.</summary>
internal static class ImportWorkbook
{
    private static readonly string[] Ended = ["done", "refused", "cancelled", "failed"];

    public static async Task Run(Stage stage, StoryYear year, CancellationToken ct)
    {
        stage.Step(1, $"Nhập danh sách rà soát năm {year.Year}", $"import the review of {year.Year} ({year.Workbook})");
        await stage.Officer.Put($"/household/v1/populations/{StoryYear.Commune}/{year.Year}",
            new { year.Residents.Households, year.Residents.Persons, RecordedOn = year.Decision.DecidedOn }, ct);
        var reviewedOn = year.ReviewedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var onFaults = year.RefusedHouseholds > 0 ? "skip" : "reject";
        var sent = await stage.Officer.Upload<ImportAnswer>(
            $"/household/v1/imports?year={year.Year}&communeCode={StoryYear.Commune}&reviewedOn={reviewedOn}&onFaults={onFaults}",
            Path.Combine(stage.Samples, year.Workbook), ct);
        var import = await Follow(stage, sent, ct);
        var counts = import.Counts;
        stage.Say($"{counts.Members:N0} nhân khẩu, {counts.Households:N0} hộ; {counts.Repairs:N0} chỗ tự sửa, {counts.HouseholdsFaulty} hộ bị từ chối",
            $"{counts.Members:N0} members, {counts.Households:N0} households; {counts.Repairs:N0} repairs, {counts.HouseholdsFaulty} households refused");

        var ledger = stage.Ledger;
        ledger.Compare($"Năm {year.Year}: kết quả nhập", $"{year.Year}: import ended", "done", import.State);
        ledger.Compare($"Năm {year.Year}: dòng nhân khẩu đã đọc", $"{year.Year}: member rows read", year.MemberRows, counts.Members);
        ledger.Compare($"Năm {year.Year}: hộ trong tệp", $"{year.Year}: households in the file", year.Households, counts.Households);
        ledger.Compare($"Năm {year.Year}: hộ bị từ chối", $"{year.Year}: households refused", year.RefusedHouseholds, counts.HouseholdsFaulty);
        ledger.Compare($"Năm {year.Year}: hộ được nhận", $"{year.Year}: households taken", year.TakenHouseholds,
            counts.HouseholdsAdded + counts.HouseholdsChanged + counts.HouseholdsUnchanged);
        await ShowFaults(stage, year, import, ct);
    }

    private static async Task<ImportAnswer> Follow(Stage stage, ImportAnswer import, CancellationToken ct)
    {
        if (Ended.Contains(import.State))
        {
            stage.Say($"Tệp này đã được nhập trước đây; không có gì thay đổi", $"this very file was imported before; nothing changes");
            return import;
        }

        await stage.Console.Progress().StartAsync(async progress =>
        {
            var reading = progress.AddTask("Đọc · reading");
            while (!Ended.Contains(import.State))
            {
                await Task.Delay(200, ct);
                import = await stage.Officer.Get<ImportAnswer>($"/household/v1/imports/{import.Id}", ct);
                reading.Description = $"{import.State} · {import.Progress.RowsRead:N0}";
                reading.MaxValue = Math.Max(1, import.Progress.RowsExpected ?? import.Progress.RowsRead);
                reading.Value = import.Progress.RowsRead;
            }
        });
        return import;
    }

    /// <summary>Shows each refusal, and compares cell by cell with what was typed wrongly on purpose.</summary>
    private static async Task ShowFaults(Stage stage, StoryYear year, ImportAnswer import, CancellationToken ct)
    {
        var page = await stage.Officer.Get<PageOf<FaultAnswer>>($"/household/v1/imports/{import.Id}/faults?limit=500", ct);
        var expected = year.Faults.Select(fault => $"{fault.Code} {fault.Column}{fault.Row}").Order().ToList();
        var named = page.Items.Select(fault => $"{fault.Code} {fault.Column}{fault.Row}").Order().ToList();
        stage.Ledger.Compare($"Năm {year.Year}: lỗi chỉ đúng ô", $"{year.Year}: faults named in the right cell", expected.Count, expected.Intersect(named).Count());
        stage.Ledger.Compare($"Năm {year.Year}: lỗi khác", $"{year.Year}: other faults", 0, named.Except(expected).Count());
        if (page.Items.Count == 0)
            return;
        var table = new Table().SimpleBorder().AddColumns("Ô", "Giá trị", "Lý do", "Reason");
        foreach (var fault in page.Items)
            table.AddRow($"{fault.Column}{fault.Row}", Markup.Escape(fault.Value ?? ""), Markup.Escape(fault.Vi), $"[grey]{Markup.Escape(fault.En)}[/]");
        stage.Console.Write(table);
    }
}
