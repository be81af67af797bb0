namespace PovertyPlatform.Dev.Demo.Steps;

/// <summary>SupportProgramService hears of the recognition and evaluates the credit programmes.</summary>
internal static class CountGrants
{
    public static async Task Run(Stage stage, StoryYear year, bool isNew, CancellationToken ct)
    {
        stage.Step(4, "Xác định chương trình tín dụng", "evaluate the credit programmes");
        var expected = year.GrantsOn(Stage.Today);
        var isLast = year == stage.Years[^1];
        if (!isNew && !isLast)
        {
            stage.Say($"Danh sách mới hơn đã thay các quyết định này", $"a newer list has taken their place");
            return;
        }

        var total = expected.Values.Sum();
        var summary = await stage.Await("Chờ hệ thống hỗ trợ", "waiting for the support service",
            () => stage.Officer.Get<GrantSummaryAnswer>($"/support/v1/grants/summary?areaCode={StoryYear.Commune}", ct),
            answer => expected.All(grant => Open(answer, grant.Key) == grant.Value) && answer.Granted == total, ct);
        foreach (var programme in summary.Programmes)
            stage.Say($"{programme.ProgrammeCode}: {programme.Granted} hộ được vay, {programme.Withdrawn} hộ thôi", $"{programme.ProgrammeCode}: {programme.Granted} granted, {programme.Withdrawn} withdrawn");
        foreach (var (programme, count) in expected)
            stage.Ledger.Compare($"Năm {year.Year}: hộ được hưởng {programme}", $"{year.Year}: grants of {programme}", count, Open(summary, programme));
        stage.Ledger.Compare($"Năm {year.Year}: tổng số", $"{year.Year}: grants in all", total, summary.Granted);
    }

    private static long Open(GrantSummaryAnswer summary, string programme) => summary.Programmes.FirstOrDefault(count => count.ProgrammeCode == programme)?.Granted ?? 0;
}
