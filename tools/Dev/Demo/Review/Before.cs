using System.Text.Json;

namespace PovertyPlatform.Dev.Demo.Review;

/// <summary>What goes before the visits: the list of last year, the plan, and a household that divides.</summary>
internal static class Before
{
    private const string Api = "/household/v1";
    private static readonly string[] Ended = ["done", "refused", "cancelled", "failed"];

    /// <summary>The list of 2025 comes in by workbook and is recognised. Households by number; 0 is kept for the one that splits off.</summary>
    public static async Task<Dictionary<int, Guid>> ListOf2025(Cast cast, CancellationToken ct)
    {
        cast.Step(1, "Danh sách năm 2025", "the list of 2025");
        foreach (var year in new[] { 2025, 2026 })
            await cast.Officer.Put($"{Api}/populations/{Village.Commune}/{year}", new { households = 480, persons = 2410, recordedOn = $"{year}-09-01" }, ct);
        var import = await cast.Officer.Upload<ImportAnswer>($"{Api}/imports?year=2025&communeCode={Village.Commune}&reviewedOn=2025-10-20", "che-tao-2025.csv", Village.ListOf2025(), ct);
        for (var tries = 0; !Ended.Contains(import.State) && tries < 300; tries++)
        {
            await Task.Delay(200, ct);
            import = await cast.Officer.Get<ImportAnswer>($"{Api}/imports/{import.Id}", ct);
        }

        cast.Ledger.Compare("Nhập danh sách 2025", "import of 2025", "done", import.State);
        cast.Ledger.Compare("Hộ trong danh sách 2025", "households of 2025", Village.Households.Count, import.Counts.Households - import.Counts.HouseholdsFaulty);
        var lists = await cast.Officer.Get<PageOf<ListAnswer>>($"{Api}/lists?communeCode={Village.Commune}&year=2025", ct);
        if (lists.Items.All(list => list.State != "Recognised"))
        {
            var draft = await cast.Officer.Post<ListAnswer>($"{Api}/lists", new { communeCode = Village.Commune, year = 2025 }, ct);
            var list = await cast.Chair.Post<ListAnswer>($"{Api}/lists/{draft.Id}/recognition", new { decisionNumber = "21/QĐ-UBND", decidedOn = "2025-12-10", signer = "Thào A Của, Chủ tịch UBND xã" }, ct);
            cast.Say($"{list.Poor} hộ nghèo, {list.NearPoor} hộ cận nghèo theo Quyết định {list.DecisionNumber}", $"{list.Poor} poor, {list.NearPoor} near-poor by decision {list.DecisionNumber}");
        }

        var households = await cast.Officer.Get<PageOf<HouseholdAnswer>>($"{Api}/households?communeCode={Village.Commune}&limit=500", ct);
        return households.Items.Where(home => home.Code?.StartsWith("CT-", StringComparison.Ordinal) == true).ToDictionary(home => int.Parse(home.Code![3..], System.Globalization.CultureInfo.InvariantCulture), home => home.Id);
    }

    /// <summary>Plan, steering committee, reviewers, opening.</summary>
    public static async Task<ReviewInHand> Plan(Cast cast, CancellationToken ct)
    {
        cast.Step(2, "Kế hoạch, Ban Chỉ đạo, rà soát viên", "plan, steering committee, reviewers");
        var cycle = (await cast.Officer.Post<JsonElement>($"{Api}/review-cycles",
            new { communeCode = Village.Commune, kind = "Annual", planNumber = "12/KH-UBND", plannedOn = "2026-09-01", opensOn = "2026-09-03", closesOn = "2026-12-14" }, ct)).GetProperty("id").GetGuid();
        var people = await cast.Officer.Replace<JsonElement>($"{Api}/review-cycles/{cycle}/people", new
        {
            decision = "30/QĐ-UBND",
            decidedOn = "2026-09-01",
            people = new object[]
            {
                new { role = "CommitteeHead", fullName = "Thào A Của", position = "Chủ tịch UBND xã" }, new { role = "Reviewer", fullName = "Sùng A Vàng", account = "reviewer-chetao" },
                new { role = "Reviewer", fullName = "Lò Thị Ơn" },
            },
        }, ct);
        await cast.Officer.Post<JsonElement>($"{Api}/review-cycles/{cycle}/opening", null, ct);
        var reviewers = people.GetProperty("reviewers").EnumerateArray().ToDictionary(one => one.GetProperty("fullName").GetString()!, one => one.GetProperty("id").GetGuid());
        cast.Say($"Kế hoạch 12/KH-UBND, {reviewers.Count} rà soát viên, mở từ 03/09/2026", $"plan 12/KH-UBND, {reviewers.Count} reviewers, open from 2026-09-03");
        return new ReviewInHand(cycle, reviewers["Sùng A Vàng"], reviewers["Lò Thị Ơn"]);
    }

    /// <summary>The son and his wife keep house on their own; nobody's class goes with them.</summary>
    public static async Task<Guid> Split(Cast cast, Dictionary<int, Guid> homes, CancellationToken ct)
    {
        cast.Step(3, "Tách hộ", "a household divides");
        var origin = homes[Village.Splitting];
        var household = await cast.Officer.Get<JsonElement>($"{Api}/households/{origin}", ct);
        var members = household.GetProperty("members").EnumerateArray().ToList();
        var split = await cast.Officer.Post<JsonElement>($"{Api}/households/{origin}/split", new
        {
            on = "2026-09-05",
            members = new[] { new { memberId = members[2].GetProperty("id").GetGuid(), relation = "head" }, new { memberId = members[3].GetProperty("id").GetGuid(), relation = "spouse" } },
            code = "CT-21",
            reason = "Vợ chồng con ra ở riêng",
            evidence = "05/BB-TH",
        }, ct, household.GetProperty("version").GetInt64());
        var touched = split.GetProperty("households").EnumerateArray().ToList();
        var fresh = touched.Select(row => row.GetProperty("id").GetGuid()).Single(id => id != origin);
        cast.Ledger.Compare("Nhân khẩu sau khi tách", "persons after the split", "2 + 2", string.Join(" + ", touched.Select(row => row.GetProperty("persons").GetInt32())));
        cast.Say($"Hộ CT-01 tách thành CT-01 và CT-21, mỗi hộ 2 người", $"household CT-01 divides into CT-01 and CT-21, two persons each");
        return fresh;
    }
}
