using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

/// <summary>Changes of hamlets in the own commune and in the neighbour's: both taken back already, so that the hamlets of other calls stay what they are.</summary>
internal static class HamletStage
{
    private const string Changes = "/v1/hamlet-changes";
    private static readonly int[] LetIn = [200, 400, 409, 422];

    /// <summary>Adds the samples; the change of the other commune.</summary>
    public static async Task<Guid> Add(ImportHost host, Dictionary<string, AccessSample> samples)
    {
        var (own, other) = (await Undone(host, Places.Own), await Undone(host, Places.Other));
        object Change(string commune) => new { communeCode = commune, kind = "Merged", from = new[] { $"{commune}0091" }, to = new[] { $"{commune}0091" }, changedOn = "2026-06-01", evidence = "7/NQ-HĐND" };
        samples[$"POST {Changes}"] = new AccessSample(AreaRule.Named, Changes) { Body = Change(Places.Own), OtherBody = Change(Places.Other), Passes = LetIn };
        samples[$"GET {Changes}"] = new AccessSample(AreaRule.Filtered, $"{Changes}?limit=200") { Shows = $"{own}", IsFrameOfHamlets = true };
        samples[$"GET {Changes}/waiting"] = new AccessSample(AreaRule.Filtered, $"{Changes}/waiting?limit=200") { Shows = $"{Places.Own}0092" };
        samples[$"POST {Changes}/{{id}}/moves"] = new AccessSample(AreaRule.Thing, $"{Changes}/{own}/moves") { Other = $"{Changes}/{other}/moves", Body = new { }, Passes = LetIn, Repeats = "it goes on where it stopped; who went is not moved again" };
        samples[$"POST {Changes}/{{id}}/undo"] = new AccessSample(AreaRule.Thing, $"{Changes}/{own}/undo") { Other = $"{Changes}/{other}/undo", Body = new { reason = "Ghi nhầm", evidence = "3/BB" }, Passes = LetIn };
        return other;
    }

    // Beside it, a household in a hamlet that ended.
    private static async Task<Guid> Undone(ImportHost host, string commune)
    {
        var change = Guid.CreateVersion7();
        await host.Scalar<long>($"""
            with h as (insert into hamlet (province_code, commune_code, hamlet_code, name, name_search, ended_on)
                       values ('15', '{commune}', '{commune}0091', 'Bản Cũ Của Cửa', 'ban cu cua cua', null), ('15', '{commune}', '{commune}0092', 'Bản Hết Của Cửa', 'ban het cua cua', '2026-06-01')),
                 c as (insert into hamlet_change (province_code, commune_code, id, kind, changed_on, evidence, recorded_by, recorded_at, undone_at, undone_by)
                       values ('15', '{commune}', '{change}', 'merged', '2026-06-01', '7/NQ-HĐND', 'door-arranger', now(), now(), 'door-arranger')),
                 l as (insert into hamlet_change_line (province_code, commune_code, change_id, old_code, new_code, is_founded) values ('15', '{commune}', '{change}', '{commune}0091', '{commune}0092', true))
            select 0::bigint
            """);
        await host.Scalar<Guid>($"""
            with home as (insert into household (province_code, commune_code, id, code, hamlet_name, hamlet_search, head_name, head_search, area_type, persons)
              values ('15', '{commune}', gen_random_uuid(), 'HET-{commune}', 'Bản Hết Của Cửa', 'ban het cua cua', 'Lò Thị Hết', 'lo thi het', 1, 1) returning *)
            insert into member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, relation_code)
            select province_code, commune_code, gen_random_uuid(), id, 1, head_name, head_search, 'head' from home returning household_id
            """);
        return change;
    }
}
