using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

/// <summary>Hand-overs out of the own commune and between two others. Versions are not sent: who is let in hears that one is needed.</summary>
internal static class HandOverStage
{
    private const string HandOvers = "/v1/hand-overs";
    private static readonly int[] LetIn = [200, 400, 403, 409, 412, 422, 428];

    /// <summary>Adds the samples; the hand-over of others.</summary>
    public static async Task<Guid> Add(ImportHost host, Dictionary<string, AccessSample> samples, Guid household, Guid otherHousehold)
    {
        var (mine, others) = (await Offer(host, Places.Own, household), await Offer(host, Places.Other, otherHousehold));
        var (toMe, toOthers) = (await Offer(host, "02683", Guid.CreateVersion7(), Places.Own), await Offer(host, "02683", Guid.CreateVersion7(), Places.Other));
        samples["POST /v1/households/{id}/hand-over"] = new AccessSample(AreaRule.Thing, $"/v1/households/{household}/hand-over")
        {
            Other = $"/v1/households/{otherHousehold}/hand-over",
            Body = new { toCommuneCode = "02683", on = "2026-11-20", reason = "Cả hộ chuyển nơi thường trú", evidence = "15/CT" },
            Passes = LetIn,
        };
        samples[$"GET {HandOvers}"] = new AccessSample(AreaRule.Filtered, HandOvers) { Shows = $"{toMe}" };
        samples[$"GET {HandOvers}/{{id}}"] = new AccessSample(AreaRule.Thing, $"{HandOvers}/{toMe}") { Other = $"{HandOvers}/{toOthers}", Shows = $"{toMe}" };
        void Answer(string what, Guid own, Guid other, object body) =>
            samples[$"POST {HandOvers}/{{id}}/{what}"] = new AccessSample(AreaRule.Thing, $"{HandOvers}/{own}/{what}") { Other = $"{HandOvers}/{other}/{what}", Body = body, Passes = LetIn };
        Answer("acceptance", toMe, toOthers, new { hamlet = "Bản Mới" });
        Answer("refusal", toMe, toOthers, new { reason = "Hộ không cư trú tại xã" });
        await DividedCommune(host, "04999", Places.Own);
        await DividedCommune(host, "04998", Places.Other);
        await DividedCommune(host, "04997", Places.Own);   // which nobody chooses, so that it stays on the work list
        samples["GET /v1/unit-choices"] = new AccessSample(AreaRule.Filtered, "/v1/unit-choices") { Shows = "04997" };
        samples["POST /v1/unit-choices"] = new AccessSample(AreaRule.Named, "/v1/unit-choices")
        {
            Body = Choice("04999", Places.Own),
            OtherBody = Choice("04998", Places.Other),
            Shows = "choiceId",
            Repeats = "it goes on where it stopped, and changes nothing when all have gone",
        };
        Answer("withdrawal", mine, others, new { reason = "Ghi nhầm xã nhận" });
        return others;
    }

    private static object Choice(string old, string to) => new { oldCommuneCode = old, hamlet = "Thôn Chia", toCommuneCode = to, reason = "Theo nghị quyết sắp xếp thôn", evidence = "12/NQ-HĐND" };

    // A commune that ended in the reform, with one household.
    private static Task<Guid> DividedCommune(ImportHost host, string old, string to) => host.Scalar<Guid>($"""
        with row as (insert into commune_succession (old_code, old_district_code, old_province_code, new_code, new_province_code, changed_on, coverage, is_default_target, split_class, note)
          values ('{old}', '133', '15', '{to}', '15', '2025-07-01', 'part', null, 'needs_hamlet_list', 'Nhập một phần')),
        home as (insert into household (province_code, commune_code, id, hamlet_name, hamlet_search, head_name, head_search, area_type, persons, valid_from, started_on)
          values ('15', '{old}', gen_random_uuid(), 'Thôn Chia', 'thon chia', 'Lò Văn Chia', 'lo van chia', 1, 1, '2025-01-01', '2025-01-01') returning *)
        insert into member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, relation_code, valid_from)
        select province_code, commune_code, gen_random_uuid(), id, 1, head_name, head_search, 'head', valid_from from home returning household_id
        """);

    private static Task<Guid> Offer(ImportHost host, string commune, Guid household, string to = "26734") => host.Scalar<Guid>($"""
        insert into household_hand_over (province_code, commune_code, id, household_id, to_province_code, to_commune_code, moved_on, reason, evidence, state, offered_by, offered_at)
        values ('15', '{commune}', gen_random_uuid(), '{household}', '{(to == "26734" ? "79" : "15")}', '{to}', '2026-11-20', 'Cả hộ chuyển đi', '15/CT', 'offered', 'door-arranger', now()) returning id
        """);
}
