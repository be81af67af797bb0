using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

/// <summary>What provinces load: points of their forms, and their own higher standard.</summary>
internal static class StandardStage
{
    private const string Points = "/v1/standards/point-tables";
    private const string Local = "/v1/standards/local";
    private static readonly int[] LetIn = [200, 400, 409, 422];

    public static async Task Add(ImportHost host, Dictionary<string, AccessSample> samples)
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
        };
        samples[$"POST {Local}"] = new AccessSample(AreaRule.Named, Local) { Body = Add(Places.Province), OtherBody = Add(Places.Far), IsOfProvinces = true, Passes = LetIn };
        samples[$"GET {Local}"] = new AccessSample(AreaRule.Everywhere, Local) { Shows = "P15-DOOR" };
        samples[$"GET {Local}/{{code}}/households"] = new AccessSample(AreaRule.Named, $"{Local}/P15-DOOR/households?year=2025&communeCode={Places.Own}")
        {
            Other = $"{Local}/P15-DOOR/households?year=2025&communeCode={Places.Other}",
            Shows = "items",
        };
    }
}
