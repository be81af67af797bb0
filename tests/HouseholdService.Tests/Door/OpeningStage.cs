using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

/// <summary>Households that were opened outside the own areas: in the own commune, in the neighbour's, and one elsewhere that callers of the matrix open.</summary>
internal static class OpeningStage
{
    private const string Openings = "/v1/household-openings";

    /// <summary>A household of neither commune.</summary>
    public static Task<Guid> Household(ImportHost host, string commune = "02683", string province = "15") => host.Scalar<Guid>($"""
        with home as (insert into household (province_code, commune_code, id, code, head_name, head_search, area_type, persons)
          values ('{province}', '{commune}', gen_random_uuid(), 'MO-' || upper(substr(gen_random_uuid()::text, 1, 8)), 'Lò Thị Mở', 'lo thi mo', 1, 1) returning *)
        insert into member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, relation_code)
        select province_code, commune_code, gen_random_uuid(), id, 1, head_name, head_search, 'head' from home returning household_id
        """);

    /// <summary>Adds the samples; the opening of the other commune.</summary>
    public static async Task<Guid> Add(ImportHost host, Dictionary<string, AccessSample> samples, Guid household, Guid otherHousehold, Guid elsewhere)
    {
        var (mine, others) = (await Opening(host, Places.Own, household), await Opening(host, Places.Other, otherHousehold));
        samples[$"GET {Openings}"] = new AccessSample(AreaRule.Filtered, Openings) { Shows = $"{mine}" };
        samples[$"POST {Openings}"] = new AccessSample(AreaRule.Everywhere, Openings)
        {
            Body = new { householdId = elsewhere, reason = "Hộ chuyển đến thôn của xã, cần đối chiếu hồ sơ rà soát" },
            Shows = $"{elsewhere}",
        };
        samples[$"POST {Openings}/{{id}}/end"] = new AccessSample(AreaRule.Thing, async () => $"{Openings}/{await Opening(host, Places.Own, household)}/end")
        {
            Other = $"{Openings}/{others}/end",
            Body = new { reason = "Xã đã xác minh, không cần mở nữa" },
            Shows = "endedAt",
        };
        return others;
    }

    private static Task<Guid> Opening(ImportHost host, string commune, Guid household) => host.Scalar<Guid>($"""
        insert into household_opening (province_code, commune_code, id, household_id, opened_by, roles, opened_from, reason, opened_at, open_until)
        values ('15', '{commune}', gen_random_uuid(), '{household}', 'door-arranger', '<>', '<92>', 'Hộ xin chuyển đến nơi khác', now(), now() + interval '1 day') returning id
        """.Replace('<', '{').Replace('>', '}'));
}
