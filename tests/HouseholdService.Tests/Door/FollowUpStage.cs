using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

/// <summary>What follows a review: causes, needs, commitments, expected escapes and second looks, in the own commune and in the neighbour's.</summary>
internal static class FollowUpStage
{
    private const string Replaces = "what is named replaces what was named before";
    private static readonly int[] LetIn = [200, 201, 204, 400, 404, 409, 422];

    /// <summary>Adds the samples; the ids of the other commune.</summary>
    public static async Task<IReadOnlyList<string>> Add(ImportHost host, Dictionary<string, AccessSample> samples, Guid household, Guid otherHousehold, (Guid Cycle, Guid Case, Guid Posting) own, (Guid Cycle, Guid Case, Guid Posting) other)
    {
        var (mine, others) = (await Arrange(host, Places.Own, household, own.Cycle), await Arrange(host, Places.Other, otherHousehold, other.Cycle));
        void Thing(string request, string path, string elsewhere, object? body = null, string? shows = null, string? repeats = null) =>
            samples[request] = new AccessSample(AreaRule.Thing, path) { Other = elsewhere, Body = body, Shows = shows, Repeats = repeats, Passes = body is null ? [200] : [.. LetIn.Where(status => status != 404)] };

        void OfHousehold(string method, string what, object? body = null, string? shows = null, string? repeats = null) =>
            Thing($"{method} /v1/households/{{id}}/{what}", $"/v1/households/{household}/{what}", $"/v1/households/{otherHousehold}/{what}", body, shows, repeats);
        OfHousehold("GET", "causes", shows: "[");
        OfHousehold("PUT", "causes", new { on = "2026-11-20", causes = new[] { new { code = "C1", isMain = true } } }, repeats: Replaces);
        OfHousehold("POST", "judged-causes", new { code = "C7", on = "2026-11-20", reason = "Theo biên bản họp thôn" });
        OfHousehold("GET", "needs", shows: "[");
        OfHousehold("POST", "needs", new { assessedOn = "2026-11-20", assessor = "Đặng Văn Tùng", workers = 2, circumstances = "Thiếu đất", needs = Array.Empty<string>() });
        OfHousehold("GET", "livelihoods", shows: "[");
        OfHousehold("POST", "livelihoods", new { seenOn = "2026-11-20", incomeVnd = 1_400_000, workers = 1, work = "Làm nương, chăn nuôi", observer = "Đặng Văn Tùng" });
        OfHousehold("GET", "facts", shows: $"{mine.Fact}");
        Thing("POST /v1/households/{id}/facts/{factId}/end", $"/v1/households/{household}/facts/{mine.Fact}/end", $"/v1/households/{otherHousehold}/facts/{others.Fact}/end", new { on = "2026-11-21", reason = "Thôi tham gia sinh hoạt" }, repeats: "what has ended does not end again");
        Thing("POST /v1/households/{id}/members/{memberId}/facts", $"/v1/households/{household}/members/{mine.Member}/facts", $"/v1/households/{otherHousehold}/members/{others.Member}/facts", new { code = "womens-union", sinceOn = "2026-03-08", evidence = "12/THV" });
        samples["GET /v1/member-facts"] = new AccessSample(AreaRule.Filtered, "/v1/member-facts?code=veterans&limit=500") { Shows = $"{household}" };
        OfHousehold("GET", "commitments", shows: $"{mine.Commitment}");
        OfHousehold("POST", "commitments", new { madeOn = "2026-11-20", text = "Cho con đi học đều", dueOn = "2026-12-31" });
        Thing("POST /v1/households/{id}/commitments/{commitmentId}/outcome", $"/v1/households/{household}/commitments/{mine.Commitment}/outcome",
            $"/v1/households/{otherHousehold}/commitments/{others.Commitment}/outcome", new { outcome = "Kept", on = "2026-11-21", note = "Đã thực hiện" });

        samples["GET /v1/causes"] = new AccessSample(AreaRule.Everywhere, $"/v1/causes?provinceCode={Places.Province}") { Shows = "C1" };
        object Cause(string province) => new { provinceCode = province, code = $"P{province}-1", nameVi = "Thiếu nước", nameEn = "No water", parentCode = "C1", isRestricted = false, validFrom = "2026-01-01", legalBasis = "HD 1/SNN" };
        samples["POST /v1/causes"] = new AccessSample(AreaRule.Named, "/v1/causes") { Body = Cause(Places.Province), OtherBody = Cause(Places.Far), IsOfProvinces = true, Passes = LetIn };

        const string Escapes = "/v1/expected-escapes";
        samples[$"GET {Escapes}"] = new AccessSample(AreaRule.Filtered, $"{Escapes}?communeCode={Places.Own}") { Other = $"{Escapes}?communeCode={Places.Other}", Shows = $"{mine.Escapes}" };
        samples[$"PUT {Escapes}/{{communeCode}}/{{year}}/draft"] = new AccessSample(AreaRule.Named, $"{Escapes}/{Places.Own}/2026/draft")
        {
            Other = $"{Escapes}/{Places.Other}/2026/draft",
            Body = new { households = new[] { new { householdId = household, reason = "Có việc làm ổn định", isConfirmed = true } } },
            Repeats = Replaces,
            Passes = LetIn,
        };
        Thing($"GET {Escapes}/{{id}}", $"{Escapes}/{mine.Escapes}", $"{Escapes}/{others.Escapes}", shows: $"{mine.Escapes}");
        Thing($"GET {Escapes}/{{id}}/comparison", $"{Escapes}/{mine.Escapes}/comparison", $"{Escapes}/{others.Escapes}/comparison");
        samples[$"GET {Escapes}/{{id}}/comparison"] = samples[$"GET {Escapes}/{{id}}/comparison"] with { Passes = [200, 409, 422] };
        Thing($"POST {Escapes}/{{id}}/freeze", $"{Escapes}/{mine.Escapes}/freeze", $"{Escapes}/{others.Escapes}/freeze", new { decisionNumber = "3/QĐ-UBND", decidedOn = "2026-11-20" });

        Thing("POST /v1/review-cycles/{id}/quality-samples", $"/v1/review-cycles/{own.Cycle}/quality-samples", $"/v1/review-cycles/{other.Cycle}/quality-samples", new { size = 1, seed = 7 });
        Thing("GET /v1/quality-samples/{id}", $"/v1/quality-samples/{mine.Sample}", $"/v1/quality-samples/{others.Sample}", shows: $"{mine.Sample}");
        samples["POST /v1/quality-samples/{id}/visits"] = new AccessSample(AreaRule.Thing, $"/v1/quality-samples/{mine.Sample}/visits")
        {
            Other = $"/v1/quality-samples/{others.Sample}/visits",
            Body = new { caseId = own.Case, foundClass = "Poor", on = "2026-11-20", visitor = "Lý Văn Sình", note = "Đúng" },
            Passes = LetIn,
        };
        foreach (var framed in new[] { $"GET {Escapes}", $"GET {Escapes}/{{id}}", $"GET {Escapes}/{{id}}/comparison" })
            samples[framed] = samples[framed] with { IsFrameOfHamlets = true };
        // A second visit is independent of who led the first: the hamlet head does not learn whom it met.
        samples["GET /v1/quality-samples/{id}"] = samples["GET /v1/quality-samples/{id}"] with { RefusesHamlets = [404] };
        Thing("GET /v1/movements", $"/v1/movements?communeCode={Places.Own}&year=2025", $"/v1/movements?communeCode={Places.Other}&year=2025", shows: "nearPoor");

        Thing("GET /v1/postings/{id}/document", $"/v1/postings/{own.Posting}/document", $"/v1/postings/{other.Posting}/document", shows: "[Content_Types].xml");
        Thing("GET /v1/review-cases/{id}/certificate", $"/v1/review-cases/{own.Case}/certificate", $"/v1/review-cases/{other.Case}/certificate");
        Thing("GET /v1/review-cycles/{id}/certificates", $"/v1/review-cycles/{own.Cycle}/certificates", $"/v1/review-cycles/{other.Cycle}/certificates");
        foreach (var printed in new[] { "GET /v1/review-cases/{id}/certificate", "GET /v1/review-cycles/{id}/certificates" })
            samples[printed] = samples[printed] with { Passes = [200, 409, 422] };
        return [$"{others.Commitment}", $"{others.Fact}", $"{others.Escapes}", $"{others.Sample}"];
    }

    private static async Task<(Guid Commitment, Guid Escapes, Guid Sample, Guid Fact, Guid Member)> Arrange(ImportHost host, string commune, Guid household, Guid cycle)
    {
        var (commitment, escapes, sample, fact) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var member = await host.Scalar<Guid>($"select id from member where household_id = '{household}' order by ordinal limit 1");
        await host.Scalar<long>($"""
            with c as (insert into household_commitment (province_code, commune_code, id, household_id, made_on, text, state, recorded_by)
                       values ('15', '{commune}', '{commitment}', '{household}', '2026-11-01', 'Sửa nhà', 'open', 'door-arranger')),
                 e as (insert into expected_escape_list (province_code, commune_code, id, year, version, state, households, drafted_by, drafted_at)
                       values ('15', '{commune}', '{escapes}', 2026, 1, 'draft', 0, 'door-arranger', now())),
                 q as (insert into quality_sample (province_code, commune_code, id, cycle_id, seed, size, population, drawn_by, drawn_at)
                       values ('15', '{commune}', '{sample}', '{cycle}', 1, 1, 1, 'door-arranger', now()))
            select 0::bigint
            """);
        foreach (var code in new[] { "veterans", "farmers-union" })
            await host.Scalar<Guid>($"insert into member_fact (province_code, commune_code, id, member_id, code, since_on, evidence, recorded_by, recorded_at) values ('15', '{commune}', '{(code == "veterans" ? Guid.CreateVersion7() : fact)}', '{member}', '{code}', '2020-01-01', '1/THV', 'door-arranger', now()) returning id");
        return (commitment, escapes, sample, fact, member);
    }
}
