using System.Text.Json;

namespace PovertyPlatform.Dev.Demo.Review;

/// <summary>The chair decides, the commune closes and reports, the province locks.</summary>
internal static class Decision
{
    private const string Api = "/household/v1";

    public static async Task Take(Cast cast, ReviewInHand review, CancellationToken ct)
    {
        cast.Step(8, "Quyết định công nhận, báo cáo, khóa", "recognition, report, lock");
        var draft = await cast.Officer.Post<ListAnswer>($"{Api}/lists", new { communeCode = Village.Commune, year = 2026 }, ct);
        var check = await cast.Officer.Get<ListCheckAnswer>($"{Api}/lists/{draft.Id}/check", ct);
        foreach (var finding in check.Findings.DistinctBy(finding => finding.Code).Take(5))
            cast.Say($"Kiểm tra: {finding.Vi}", $"check: {finding.En}");
        cast.Ledger.Compare("Điểm phải xử lý trước khi công nhận", "findings against recognition", 0, check.Blocks);
        var list = await cast.Chair.Post<ListAnswer>($"{Api}/lists/{draft.Id}/recognition", new { decisionNumber = "118/QĐ-UBND", decidedOn = "2026-10-09", signer = "Thào A Của, Chủ tịch UBND xã" }, ct);
        cast.Say($"Quyết định {list.DecisionNumber} ngày {list.DecidedOn:dd/MM/yyyy}", $"decision {list.DecisionNumber} of {list.DecidedOn:yyyy-MM-dd}");
        await cast.Officer.Post<JsonElement>($"{Api}/review-cycles/{review.Cycle}/closing", null, ct);
        await cast.Officer.Post<JsonElement>($"{Api}/review-cycles/{review.Cycle}/report", new { reportNumber = "80/BC-UBND", reportedOn = "2026-10-12" }, ct);
        await cast.Province.Post<JsonElement>($"{Api}/review-cycles/{review.Cycle}/lock", null, ct);
    }
}
