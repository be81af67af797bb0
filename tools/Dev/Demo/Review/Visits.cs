using System.Text.Json;

namespace PovertyPlatform.Dev.Demo.Review;

/// <summary>Who is reviewed, and what the visits find.</summary>
internal static class Visits
{
    private const string Api = "/household/v1";

    /// <summary>Households of the list, and those that ask with form 01 and pass form A: four of the commune, and the one that split off.</summary>
    public static async Task ListAndAsk(Cast cast, ReviewInHand review, Dictionary<int, Guid> homes, CancellationToken ct)
    {
        cast.Step(4, "Đề nghị (mẫu 01), Phiếu A, lập danh sách", "requests (form 01), form A, the list");
        var asked = await cast.Officer.Post<JsonElement>($"{Api}/review-cycles/{review.Cycle}/requests", new
        {
            requests = new[] { 16, 17, 18, 19, 0 }.Select(number => new { householdId = homes[number], form = "01", channel = "InPerson", requestedOn = "2026-09-07", evidence = new { reference = "Mẫu 01" } }),
        }, ct);
        await cast.Officer.Post<JsonElement>($"{Api}/review-cycles/{review.Cycle}/screenings", new
        {
            screenings = asked.GetProperty("cases").EnumerateArray().Select(found => new { caseId = found.GetProperty("id").GetGuid(), passed = true, on = "2026-09-08", evidence = new { reference = "Phiếu A" } }),
        }, ct);
        var listed = await cast.Officer.Post<JsonElement>($"{Api}/review-cycles/{review.Cycle}/listing", new { on = "2026-09-09" }, ct);
        cast.Ledger.Compare("Hộ đang quản lý được rà soát", "households of the list in review", 15, listed.GetProperty("onList").GetInt32());
        cast.Ledger.Compare("Hộ đề nghị được rà soát", "households that asked", 5, asked.GetProperty("cases").GetArrayLength());
    }

    /// <summary>Each household is visited with form B by the reviewer who signs in, and scored.</summary>
    public static async Task VisitAll(Cast cast, ReviewInHand review, Dictionary<int, Guid> homes, CancellationToken ct)
    {
        cast.Step(5, "Thu thập thông tin (Phiếu B), chấm điểm", "visits (form B), scores");
        var cases = await Cases(cast, review, ct);
        var scored = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (number, home) in homes.Where(pair => cases.ContainsKey(pair.Value)).OrderBy(pair => pair.Key))
        {
            var finding = number == 0 ? new Village.Finding(800_000, 3) : Village.Households[number - 1].In2026;
            await cast.Reviewer.Post<JsonElement>($"{Api}/review-cases/{cases[home]}/visit", new { on = "2026-09-14", reviewerId = review.First, answers = finding.Answers, evidence = new { reference = $"Phiếu B {number:D2}" } }, ct);
            var score = await cast.Reviewer.Post<JsonElement>($"{Api}/review-cases/{cases[home]}/score", new { on = "2026-09-15" }, ct);
            var result = score.GetProperty("class").GetString()!;
            scored[result] = scored.GetValueOrDefault(result) + 1;
        }

        cast.Ledger.Compare("Kết quả theo điểm: nghèo / cận nghèo / không", "by score: poor / near-poor / neither", "9 / 5 / 6",
            $"{scored.GetValueOrDefault("Poor")} / {scored.GetValueOrDefault("NearPoor")} / {scored.GetValueOrDefault("NotPoor")}");
    }

    /// <summary>Cases of the review by household.</summary>
    public static async Task<Dictionary<Guid, Guid>> Cases(Cast cast, ReviewInHand review, CancellationToken ct) =>
        (await cast.Officer.Get<JsonElement>($"{Api}/review-cases?cycleId={review.Cycle}&limit=500", ct)).GetProperty("items").EnumerateArray()
            .ToDictionary(found => found.GetProperty("householdId").GetGuid(), found => found.GetProperty("id").GetGuid());

    /// <summary>The state of a case.</summary>
    public static async Task<string> StateOf(Cast cast, Guid found, CancellationToken ct) =>
        (await cast.Officer.Get<JsonElement>($"{Api}/review-cases/{found}", ct)).GetProperty("case").GetProperty("state").GetString()!;
}
