using System.Text.Json;

namespace PovertyPlatform.Dev.Demo.Review;

/// <summary>Results hang for three working days; one objection is right, is checked by another reviewer, and hangs again.</summary>
internal static class Postings
{
    private const string Api = "/household/v1";
    private static readonly string Hash = new('c', 64);

    public static async Task PostAndHear(Cast cast, ReviewInHand review, Dictionary<int, Guid> homes, CancellationToken ct)
    {
        cast.Step(7, "Niêm yết, khiếu nại, phúc tra, niêm yết lại", "posting, objection, re-check, second posting");
        var posting = await Post(cast, review, 1, "2026-09-25", "2026-09-30", ct);
        cast.Ledger.Compare("Hộ được niêm yết", "households posted", 20, posting.GetProperty("lines").GetInt32());
        var left = (await Visits.Cases(cast, review, ct))[homes[Village.Objecting]];
        await cast.Officer.Post<JsonElement>($"{Api}/review-cycles/{review.Cycle}/objections", new
        {
            objections = new[] { new { caseId = left, kind = "WronglyLeftOut", channel = "InPerson", objector = "Phàng A Lềnh", text = "Nhà bị sạt lở, không còn thu nhập", receivedOn = "2026-09-28" } },
        }, ct);
        cast.Ledger.Compare("Hộ có khiếu nại", "household with an objection", "Contested", await Visits.StateOf(cast, left, ct));
        var recheck = await cast.Officer.Post<JsonElement>($"{Api}/review-cases/{left}/recheck", new
        {
            on = "2026-10-01",
            reviewerId = review.Second,
            upheld = true,
            answer = "Khiếu nại đúng; hộ được xếp lại theo kết quả phúc tra",
            answers = new Village.Finding(700_000, 3).Answers,
            evidence = new { reference = "01/BB-PT", sha256 = Hash },
        }, ct);
        cast.Ledger.Compare("Kết quả phúc tra", "result of the re-check", "Poor", recheck.GetProperty("class").GetString()!);
        var again = await Post(cast, review, 2, "2026-10-02", "2026-10-07", ct);
        cast.Say($"Niêm yết {posting.GetProperty("lines").GetInt32()} hộ; niêm yết lại {again.GetProperty("lines").GetInt32()} hộ sau phúc tra", $"{posting.GetProperty("lines").GetInt32()} households posted; {again.GetProperty("lines").GetInt32()} again after the re-check");
    }

    private static Task<JsonElement> Post(Cast cast, ReviewInHand review, int round, string from, string until, CancellationToken ct) =>
        cast.Officer.Post<JsonElement>($"{Api}/review-cycles/{review.Cycle}/postings", new
        {
            round,
            places = new[] { "Trụ sở UBND xã", "Nhà văn hóa các bản" },
            fromDay = from,
            until,
            proofReference = "Biên bản niêm yết",
            proofSha256 = Hash,
        }, ct);
}
