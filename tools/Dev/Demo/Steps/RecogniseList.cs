namespace PovertyPlatform.Dev.Demo.Steps;

/// <summary>The officer drafts and checks the list, the chair recognises it by decision.</summary>
internal static class RecogniseList
{
    /// <returns>True when the list was recognised now, false when it had been before.</returns>
    public static async Task<bool> Run(Stage stage, StoryYear year, CancellationToken ct)
    {
        stage.Step(3, $"Công nhận danh sách năm {year.Year}", $"recognise the list of {year.Year}");
        var lists = await stage.Officer.Get<PageOf<ListAnswer>>($"/household/v1/lists?communeCode={StoryYear.Commune}&year={year.Year}", ct);
        var known = lists.Items.FirstOrDefault(list => list is { State: "Recognised", ReplacesListId: null });
        if (known is not null)
            stage.Say($"Đã được công nhận theo Quyết định {known.DecisionNumber}", $"already recognised by decision {known.DecisionNumber}");
        var list = known ?? await Recognise(stage, year, ct);

        int Of(string name) => year.Classes.TryGetValue(name, out var count) ? count.Households : 0;
        stage.Ledger.Compare($"Năm {year.Year}: hộ nghèo (danh sách)", $"{year.Year}: poor households (list)", Of("Poor"), list.Poor);
        stage.Ledger.Compare($"Năm {year.Year}: hộ cận nghèo (danh sách)", $"{year.Year}: near-poor households (list)", Of("NearPoor"), list.NearPoor);
        stage.Ledger.Compare($"Năm {year.Year}: hộ thoát nghèo, thoát cận nghèo", $"{year.Year}: households out of poverty", year.EscapedHouseholds, list.Escaped);
        stage.Ledger.Compare($"Năm {year.Year}: hộ nghèo (sổ đăng ký)", $"{year.Year}: poor households (registry)", Of("Poor"), await Classify.Count(stage, $"&class=Poor&year={year.Year}", ct));
        stage.Ledger.Compare($"Năm {year.Year}: hộ cận nghèo (sổ đăng ký)", $"{year.Year}: near-poor households (registry)", Of("NearPoor"), await Classify.Count(stage, $"&class=NearPoor&year={year.Year}", ct));
        return known is null;
    }

    private static async Task<ListAnswer> Recognise(Stage stage, StoryYear year, CancellationToken ct)
    {
        var draft = await stage.Officer.Post<ListAnswer>("/household/v1/lists", new { communeCode = StoryYear.Commune, year = year.Year }, ct);
        stage.Say($"Dự thảo: {draft.Poor} hộ nghèo, {draft.NearPoor} hộ cận nghèo, {draft.Escaped} hộ thoát", $"draft: {draft.Poor} poor, {draft.NearPoor} near-poor, {draft.Escaped} out");
        var check = await stage.Officer.Get<ListCheckAnswer>($"/household/v1/lists/{draft.Id}/check", ct);
        foreach (var finding in check.Findings.DistinctBy(finding => finding.Code).Take(5))
            stage.Say($"Kiểm tra: {finding.Vi}", $"check: {finding.En}");
        if (check.Blocks > 0)
            throw new DemoFailure($"{check.Blocks} findings stand against the recognition of {year.Year}.");
        var list = await stage.Chair.Post<ListAnswer>($"/household/v1/lists/{draft.Id}/recognition",
            new { decisionNumber = year.Decision.Number, decidedOn = year.Decision.DecidedOn, signer = year.Decision.Signer }, ct);
        stage.Say($"Quyết định {list.DecisionNumber} ngày {list.DecidedOn:dd/MM/yyyy}, {year.Decision.Signer}", $"decision {list.DecisionNumber} of {list.DecidedOn:yyyy-MM-dd}");
        return list;
    }
}
