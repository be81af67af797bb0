namespace PovertyPlatform.Dev.Demo.Steps;

/// <summary>The bank reads the feed of its area from the beginning, and fetches one grant of each programme, with a token for the feed and one for the registry.</summary>
internal static class ReadFeed
{
    private const string Granted = "eligibility-granted";
    private const string Withdrawn = "eligibility-withdrawn";

    public static async Task<IReadOnlyList<EventAnswer>> Run(Stage stage, CancellationToken ct)
    {
        stage.Step(5, "Ngân hàng Chính sách xã hội nhận sự kiện", "the Bank for Social Policies reads its events");
        var granted = stage.Years.Sum(year => year.GrantsOn(Stage.Today).Values.Sum());
        var withdrawn = stage.Years.Skip(1).Zip(stage.Years).Sum(pair => pair.Second.StillHoldsOn(Stage.Today) ? pair.First.EligibilityWithdrawn : 0);
        var events = await stage.Await("Chờ luồng sự kiện", "waiting for the feed", () => ReadAll(stage, ct), all => all.Count >= granted + withdrawn, ct);
        stage.Say($"{events.Count} sự kiện, không có thông tin cá nhân", $"{events.Count} events, no personal data");
        stage.Ledger.Compare("Ngân hàng: sự kiện được hưởng", "bank: events of grants", granted, events.Count(one => one.Type.Contains(Granted, StringComparison.Ordinal)));
        stage.Ledger.Compare("Ngân hàng: sự kiện thôi hưởng", "bank: events of withdrawals", withdrawn, events.Count(one => one.Type.Contains(Withdrawn, StringComparison.Ordinal)));
        stage.Ledger.Compare("Ngân hàng: sự kiện lặp lại", "bank: events that came twice", 0, events.Count - events.DistinctBy(one => one.Id).Count());
        stage.Ledger.Compare("Ngân hàng: sự kiện ngoài địa bàn", "bank: events of other communes", 0, events.Count(one => one.Data.CommuneCode != StoryYear.Commune));

        var newest = events.GroupBy(one => one.Data.GrantId).Select(grant => grant.MaxBy(one => one.Data.Version)!).Where(one => one.Type.Contains(Granted, StringComparison.Ordinal)).ToList();
        stage.Ledger.Compare("Ngân hàng: hộ đang được hưởng", "bank: grants that hold", stage.Years[^1].GrantsOn(Stage.Today).Values.Sum(), newest.Count);
        await ReadDetails(stage, newest.DistinctBy(one => one.Data.ProgrammeCode).OrderBy(one => one.Data.ProgrammeCode, StringComparer.Ordinal).ToList(), ct);
        return events;
    }

    public static async Task<IReadOnlyList<EventAnswer>> ReadAll(Stage stage, CancellationToken ct)
    {
        var all = new List<EventAnswer>();
        var (after, more) = ("", true);
        while (more)
        {
            (var page, after, more) = await stage.Bank.GetFeed<List<EventAnswer>>($"/partner/v1/events?communes={StoryYear.Commune}&limit=500&after={Uri.EscapeDataString(after)}", ct);
            all.AddRange(page);
        }

        return all;
    }

    private static async Task ReadDetails(Stage stage, List<EventAnswer> examples, CancellationToken ct)
    {
        var withPersons = 0;
        foreach (var example in examples)
        {
            var grant = await stage.BankReadingPersons.Get<GrantAnswer>($"/partner/v1/grants/{example.Data.GrantId}", ct);
            var adults = grant.Representatives?.Adults?.Count ?? 0;
            withPersons += adults > 0 ? 1 : 0;
            stage.Say($"{grant.Result.ProgrammeCode}: đến {grant.Result.CapVnd:N0} đồng, {grant.Result.InterestBasisPoints / 100:0.00} %/năm, {grant.Result.MaxTermMonths} tháng; {adults} người có thể đứng tên",
                $"up to {grant.Result.CapVnd:N0} đồng, {grant.Result.InterestBasisPoints / 100:0.00} % a year, {grant.Result.MaxTermMonths} months; adults who may sign: {adults}");
        }

        stage.Ledger.Compare("Ngân hàng: chi tiết có người đại diện", "bank: details that name who may sign", examples.Count, withPersons);
    }
}
