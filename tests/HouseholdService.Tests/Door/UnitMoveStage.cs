using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

/// <summary>Moves of whole provinces to the communes of a reform: an ended one of the own province, and one of another.</summary>
internal static class UnitMoveStage
{
    private const string Moves = "/v1/unit-moves";
    private static readonly int[] LetIn = [202, 400, 409, 422];

    /// <summary>Adds the samples; the move of the other province.</summary>
    public static async Task<Guid> Add(ImportHost host, Dictionary<string, AccessSample> samples)
    {
        var (own, other) = (await Ended(host, Places.Province, Places.Own), await Ended(host, "79", "26734"));
        object Start(string province) => new { provinceCode = province, reason = "Theo nghị quyết sắp xếp đơn vị", evidence = "202/2025/QH15" };
        samples[$"GET {Moves}/pending"] = new AccessSample(AreaRule.Named, $"{Moves}/pending?provinceCode={Places.Province}") { Other = $"{Moves}/pending?provinceCode={Places.Far}", IsOfProvinces = true, Shows = "households" };
        samples[$"POST {Moves}"] = new AccessSample(AreaRule.Named, Moves) { Body = Start(Places.Province), OtherBody = Start(Places.Far), IsOfProvinces = true, Passes = LetIn, IsHeavy = true };
        samples[$"GET {Moves}"] = new AccessSample(AreaRule.Filtered, $"{Moves}?limit=500") { IsOfProvinces = true, Shows = $"{own}" };
        samples[$"GET {Moves}/{{id}}"] = new AccessSample(AreaRule.Thing, $"{Moves}/{own}") { Other = $"{Moves}/{other}", IsOfProvinces = true, Shows = $"{own}" };
        samples[$"GET {Moves}/{{id}}/waiting"] = new AccessSample(AreaRule.Thing, $"{Moves}/{own}/waiting") { Other = $"{Moves}/{other}/waiting", IsOfProvinces = true, Shows = "offered-already" };
        // Undone already, so that no worker writes while other calls are looked at.
        samples[$"POST {Moves}/{{id}}/undo"] = new AccessSample(AreaRule.Thing, $"{Moves}/{await Ended(host, Places.Province, Places.Own, "undone")}/undo")
        {
            Other = $"{Moves}/{other}/undo",
            Body = new { reason = "Bảng chuyển đổi ghi nhầm", evidence = "9/CV" },
            IsOfProvinces = true,
            Passes = LetIn,
            Repeats = "a move is undone once; the second request is refused",
        };
        return other;
    }

    private static Task<Guid> Ended(ImportHost host, string province, string commune, string state = "done") => host.Scalar<Guid>($"""
        with move as (insert into unit_move (province_code, commune_code, id, changed_on, state, households, moved, waiting, reason, evidence, requested_by, requested_at, ended_at, undo_requested_by)
          values ('{province}', '', gen_random_uuid(), '2025-07-01', '{state}', 1, 0, 1, 'Theo nghị quyết', '202/2025/QH15', 'door-arranger', now(), now(), 'door-arranger') returning id)
        insert into unit_move_wait (province_code, commune_code, move_id, household_id, code, vi, en)
        select '{province}', '{commune}', id, gen_random_uuid(), 'offered-already', 'Hộ đang được bàn giao.', 'The household is offered already.' from move returning move_id
        """);
}
