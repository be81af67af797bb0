using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

/// <summary>What provinces load: points of their forms, and their own higher standard.</summary>
internal static class StandardStage
{
    private const string Points = "/v1/standards/point-tables";
    private const string Local = "/v1/standards/local";
    private static readonly int[] LetIn = [200, 400, 409, 422];

    /// <summary>Adds the samples; the list of the other commune.</summary>
    public static async Task<Guid> Add(ImportHost host, Dictionary<string, AccessSample> samples)
    {
        var table = Guid.CreateVersion7();
        await host.Scalar<long>($$"""
            with t as (insert into point_table (id, province_code, standard_code, form, region, valid_from, valid_to, is_sample, legal_basis, confidence, items, recorded_by, recorded_at)
                       values ('{{table}}', '15', '2022-2026', 'B1', 'NT2', '2022-01-01', '2025-12-31', true, 'Thử', 'L', '[{"code":"1","nameVi":"Số người","isRange":true,"levels":[{"code":"1.1","nameVi":"từ 1","from":1,"to":null,"points":5}]}]', 'door-arranger', now())),
                 l as (insert into local_standard (province_code, code, valid_from, valid_to, name_vi, standard_code, rural_poor_up_to, rural_near_up_to, urban_poor_up_to, urban_near_up_to, deprivations_min, legal_basis, recorded_by, recorded_at)
                       values ('15', 'P15-DOOR', '2025-01-01', '2025-12-31', 'Chuẩn của tỉnh', '2022-2026', 1800000, 2500000, 2300000, 3000000, 3, 'NQ 1/NQ-HĐND', 'door-arranger', now()))
            select 0::bigint
            """);
        object Load(string province) => new { provinceCode = province, content = "standard_code,form\n2022-2026,B1\n" };
        samples[$"POST {Points}"] = new AccessSample(AreaRule.Named, Points) { Body = Load(Places.Province), OtherBody = Load(Places.Far), IsOfProvinces = true, Passes = LetIn };
        samples[$"GET {Points}"] = new AccessSample(AreaRule.Everywhere, $"{Points}?provinceCode={Places.Province}") { Shows = "NT2" };
        samples[$"GET {Points}/{{id}}/score"] = new AccessSample(AreaRule.Everywhere, $"{Points}/{table}/score?answer=1:4") { Shows = "\"total\":5" };

        object Add(string province) => new
        {
            provinceCode = province,
            code = $"P{province}-1",
            validFrom = "2026-01-01",
            validTo = "2026-12-31",
            nameVi = "Chuẩn của tỉnh",
            standardCode = "2022-2026",
            rural = new { poorUpTo = 1_800_000, nearUpTo = 2_500_000 },
            urban = new { poorUpTo = 2_300_000, nearUpTo = 3_000_000 },
            deprivationsMin = 3,
            legalBasis = "NQ 2/NQ-HĐND",
            decisionNumber = "2/NQ-HĐND",
            decidedOn = "2025-12-10",
            signer = "Chủ tịch Hội đồng nhân dân tỉnh",
            fileSha256 = new string('a', 64),
        };
        samples[$"POST {Local}"] = new AccessSample(AreaRule.Named, Local) { Body = Add(Places.Province), OtherBody = Add(Places.Far), IsOfProvinces = true, Passes = LetIn };
        samples[$"GET {Local}"] = new AccessSample(AreaRule.Everywhere, Local) { Shows = "P15-DOOR" };
        var (own, other) = (await Decided(host, Places.Own), await Decided(host, Places.Other));
        samples[$"GET {Local}/{{code}}/lists"] = new AccessSample(AreaRule.Filtered, $"{Local}/P15-DOOR/lists?limit=500") { Shows = $"{own}" };
        samples["GET /v1/standards/local-lists/{id}/entries"] = new AccessSample(AreaRule.Thing, $"/v1/standards/local-lists/{own}/entries") { Other = $"/v1/standards/local-lists/{other}/entries", Shows = "localClass" };
        var (hung, otherHung) = (await Posted(host, own), await Posted(host, other));
        void OfList(string method, string route, string shows, object? body = null) => samples[$"{method} /v1/{route}"] = new AccessSample(AreaRule.Thing, $"/v1/{route.Replace("{id}", $"{own}", StringComparison.Ordinal)}")
        {
            Other = $"/v1/{route.Replace("{id}", $"{other}", StringComparison.Ordinal)}",
            Shows = shows,
            Body = body,
            Repeats = method == "POST" && route.StartsWith("exports", StringComparison.Ordinal) ? "the paper is made anew, and each making is recorded" : null,
        };
        void OfPosting(string route, string shows) => samples[$"GET /v1/{route}"] = new AccessSample(AreaRule.Thing, $"/v1/{route.Replace("{id}", $"{hung}", StringComparison.Ordinal)}") { Other = $"/v1/{route.Replace("{id}", $"{otherHung}", StringComparison.Ordinal)}", Shows = shows };
        OfList("GET", "standards/local-lists/{id}/postings", $"{hung}");
        OfList("POST", "standards/local-lists/{id}/postings", "places", new { places = new[] { "Nhà văn hóa" }, fromDay = "2025-02-10", until = "2025-03-14" });
        OfPosting("standards/local-postings/{id}", "isRunning");
        OfPosting("standards/local-postings/{id}/document", "[Content_Types].xml");
        OfList("GET", "exports/local-lists/{id}", "[Content_Types].xml");
        OfList("POST", "exports/local-lists/{id}", "[Content_Types].xml", new { purpose = "review" });
        OfList("GET", "exports/local-lists/{id}/confirmations", "[Content_Types].xml");
        foreach (var framed in new[] { $"GET {Local}/{{code}}/lists", "GET /v1/standards/local-lists/{id}/postings", "GET /v1/standards/local-postings/{id}" })
            samples[framed] = samples[framed] with { IsFrameOfHamlets = true };
        samples["GET /v1/standards/local-lists/{id}/entries"] = samples["GET /v1/standards/local-lists/{id}/entries"] with { FromOtherHamlet = [200] };
        // Who has a hamlet hangs the list there, not in the whole commune.
        samples["POST /v1/standards/local-lists/{id}/postings"] = samples["POST /v1/standards/local-lists/{id}/postings"] with { RefusesHamlets = [403] };
        object Decide(string commune) => new { communeCode = commune, year = 2025, decisionNumber = "9/QĐ-UBND", decidedOn = "2025-12-20", signer = "Hờ A Chống, Chủ tịch", fileSha256 = new string('b', 64) };
        samples[$"POST {Local}/{{code}}/lists"] = new AccessSample(AreaRule.Named, $"{Local}/P15-DOOR/lists")
        {
            Body = Decide(Places.Own),
            OtherBody = Decide(Places.Other),
            Passes = LetIn,
            Repeats = "the same decision is answered, not taken again",
            IsHeavy = true,
        };
        samples[$"GET {Local}/{{code}}/households"] = new AccessSample(AreaRule.Named, $"{Local}/P15-DOOR/households?year=2025&communeCode={Places.Own}")
        {
            Other = $"{Local}/P15-DOOR/households?year=2025&communeCode={Places.Other}",
            Shows = "items",
        };
        return other;
    }

    private static Task<Guid> Posted(ImportHost host, Guid list) => host.Scalar<Guid>("""
        insert into local_list_posting (province_code, commune_code, id, list_id, places, from_day, until, posted_by, recorded_at)
        select province_code, commune_code, gen_random_uuid(), id, '{Nhà văn hóa}', current_date - 1, current_date + 20, 'door-arranger', now() from local_list where id = $1 returning id
        """, list);

    private static Task<Guid> Decided(ImportHost host, string commune) => host.Scalar<Guid>($"""
        with list as (insert into local_list (province_code, commune_code, id, standard_code, review_year, decision_number, decided_on, signer, file_sha256, content_hash, poor, near_poor, persons, recorded_by, recorded_at)
          values ('15', '{commune}', gen_random_uuid(), 'P15-DOOR', 2024, '8/QĐ-UBND', '2025-01-10', 'Chủ tịch', repeat('c', 64), repeat('d', 64), 1, 0, 4, 'door-arranger', now()) returning id)
        insert into local_list_entry (province_code, commune_code, list_id, household_id, local_class, national_class, persons)
        select '15', '{commune}', list.id, (select h.id from household h where h.commune_code = '{commune}' order by h.id limit 1), 1, 4, 4 from list returning list_id
        """);
}
