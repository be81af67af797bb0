using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

/// <summary>Events of households, in the own commune and in the neighbour's. Versions are not sent: who is let in hears that one is needed.</summary>
internal static class EventStage
{
    private static readonly int[] LetIn = [200, 400, 409, 412, 422, 428];

    /// <summary>Adds the samples; the ids of the other commune.</summary>
    public static async Task<IReadOnlyList<string>> Add(ImportHost host, Dictionary<string, AccessSample> samples, Guid household, Guid otherHousehold)
    {
        var (mine, others) = (await Arrange(host, Places.Own, household), await Arrange(host, Places.Other, otherHousehold));
        void OfHousehold(string what, object body, string? place = null) => samples[$"POST /v1/households/{{id}}/{what}"] =
            new AccessSample(AreaRule.Thing, $"/v1/households/{household}/{place ?? what}") { Other = $"/v1/households/{otherHousehold}/{place ?? what}", Body = body, Passes = LetIn };

        samples["GET /v1/households/{id}/history"] = new AccessSample(AreaRule.Thing, $"/v1/households/{household}/history") { Other = $"/v1/households/{otherHousehold}/history", Shows = "knownAt" };
        samples["POST /v1/households"] = new AccessSample(AreaRule.Named, "/v1/households") { Body = new { communeCode = Places.Own, hamlet = "Bản Mới" }, OtherBody = new { communeCode = Places.Other, hamlet = "Bản Mới" }, Passes = LetIn };
        var someone = Guid.CreateVersion7();
        OfHousehold("split", new { on = "2026-11-20", members = new[] { new { memberId = someone, relation = "head" } } });
        OfHousehold("merger", new { on = "2026-11-20", joiningId = household });
        OfHousehold("move", new { hamlet = "Bản Mới", on = "2026-11-20" });
        OfHousehold("births", new { child = new { fullName = "Giàng Thị Mẩy", relation = "child", birthDate = "2026-11-20" } });
        OfHousehold("deaths", new { memberId = someone, on = "2026-11-20" });
        OfHousehold("marriages", new { memberId = someone, spouseHouseholdId = household, spouseId = someone, relation = "spouse", on = "2026-11-20" });
        OfHousehold("head", new { newHeadId = someone, on = "2026-11-20" });
        OfHousehold("correction", new { facts = new { telephone = "0212000111" }, reason = "Bổ sung", evidence = "1/PC" });
        OfHousehold("members/{memberId}/correction", new { person = new { fullName = "Giàng Thị Mẩy", relation = "child" }, reason = "Sai tên", evidence = "1/PC" }, $"members/{someone}/correction");
        OfHousehold("closing", new { on = "2026-11-20", reason = "Cả hộ đi nơi khác", evidence = "1/PC" });
        samples["POST /v1/households/{id}/members/{memberId}/population-check"] = new AccessSample(AreaRule.Thing, $"/v1/households/{household}/members/{someone}/population-check")
        {
            Other = $"/v1/households/{otherHousehold}/members/{someone}/population-check",
            Body = new { procedureCode = "1.011607" },
            Passes = [200, 404],
            Repeats = "every time is asked anew, kept anew and recorded anew; nothing else changes",
        };
        samples["GET /v1/households/{id}/population-checks"] = new AccessSample(AreaRule.Thing, $"/v1/households/{household}/population-checks") { Other = $"/v1/households/{otherHousehold}/population-checks", Shows = "items" };
        samples["POST /v1/household-events/{id}/undo"] = new AccessSample(AreaRule.Thing, $"/v1/household-events/{mine}/undo")
        {
            Other = $"/v1/household-events/{others}/undo",
            Body = new { reason = "Ghi nhầm", evidence = "1/BB" },
            Passes = LetIn,
        };
        return [$"{others}"];
    }

    private static async Task<Guid> Arrange(ImportHost host, string commune, Guid household)
    {
        var id = Guid.CreateVersion7();
        await host.Scalar<long>($"""
            with e as (insert into household_event (province_code, commune_code, id, household_id, kind, effective_on, recorded_at, recorded_by, households, members, before_sha256, after_sha256)
                       values ('15', '{commune}', '{id}', '{household}', 'moved', '2026-11-01', now(), 'door-arranger', array['{household}'::uuid], array[]::uuid[], repeat('0', 64), repeat('0', 64)))
            select 0::bigint
            """);
        return id;
    }
}
