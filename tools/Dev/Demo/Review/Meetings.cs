using System.Text.Json;

namespace PovertyPlatform.Dev.Demo.Review;

/// <summary>A meeting in each hamlet; about one household it does not agree, so that it is visited again.</summary>
internal static class Meetings
{
    private const string Api = "/household/v1";
    private static readonly string Hash = new('c', 64);

    public static async Task Hold(Cast cast, ReviewInHand review, Dictionary<int, Guid> homes, CancellationToken ct)
    {
        cast.Step(6, "Họp dân", "hamlet meetings");
        var cases = await Visits.Cases(cast, review, ct);
        var back = cases[homes[Village.SentBack]];
        foreach (var hamlet in Village.Households.Select(home => home.Hamlet).Distinct())
            await Meet(cast, review, hamlet, "2026-09-21", [.. homes.Where(pair => HamletOf(pair.Key) == hamlet && cases.ContainsKey(pair.Value)).Select(pair => cases[pair.Value])], back, ct);
        cast.Ledger.Compare("Hộ họp dân chưa thống nhất", "household without agreement", "Listed", await Visits.StateOf(cast, back, ct));
        cast.Say($"Hộ CT-07: 9/20 người đồng ý, dưới 50%; thu thập lại thông tin", $"household CT-07: 9 of 20 agree, below 50%; it is visited again");

        await cast.Officer.Post<JsonElement>($"{Api}/review-cases/{back}/visit", new { on = "2026-09-22", reviewerId = review.Second, answers = new Village.Finding(900_000, 3).Answers, evidence = new { reference = "Phiếu B lần 2" } }, ct);
        var again = await cast.Officer.Post<JsonElement>($"{Api}/review-cases/{back}/score", new { on = "2026-09-22" }, ct);
        cast.Ledger.Compare("Kết quả rà soát lại", "result of the second visit", "Poor", again.GetProperty("class").GetString()!);
        await Meet(cast, review, HamletOf(Village.SentBack), "2026-09-24", [back], null, ct);
        cast.Ledger.Compare("Họp dân lần 2", "second meeting", "Agreed", await Visits.StateOf(cast, back, ct));
    }

    private static string HamletOf(int number) => Village.Households[Math.Max(1, number) - 1].Hamlet;

    private static Task<JsonElement> Meet(Cast cast, ReviewInHand review, string hamlet, string on, Guid[] cases, Guid? back, CancellationToken ct) =>
        cast.Officer.Post<JsonElement>($"{Api}/review-cycles/{review.Cycle}/meetings", new
        {
            hamlet,
            heldOn = on,
            place = "Nhà văn hóa thôn",
            chair = "Giàng A Sử",
            secretary = "Vàng Thị Mai",
            present = 20,
            householdsInvited = 25,
            householdsPresent = 20,
            frontPresent = true,
            minutesReference = "01/BB-HD",
            minutesSha256 = Hash,
            signatures = new[] { "Giàng A Sử", "Vàng Thị Mai", "Lý A Dơ" },
            votes = cases.Select(found => new { caseId = found, agree = found == back ? 9 : 20, disagree = 0, reason = found == back ? "Hộ mới có người ốm nặng, chưa được ghi" : null }),
        }, ct);
}
