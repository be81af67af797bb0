using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

/// <summary>Suspected duplicates: an ended search and a pair in the own commune and in the neighbour's.</summary>
internal static class DuplicateStage
{
    /// <summary>Adds the samples; the ids of the other commune.</summary>
    public static async Task<IReadOnlyList<string>> Add(ImportHost host, Dictionary<string, AccessSample> samples)
    {
        var (own, other) = (await Arrange(host, Places.Own), await Arrange(host, Places.Other));
        const string Searches = "/v1/duplicate-searches";
        samples[$"POST {Searches}"] = new AccessSample(AreaRule.Named, Searches)
        {
            Body = new { communeCode = Places.Own, reach = "Commune" },
            OtherBody = new { communeCode = Places.Other, reach = "Commune" },
            Shows = Places.Own,
            IsHeavy = true,
        };
        samples[$"GET {Searches}/{{id}}"] = new AccessSample(AreaRule.Thing, $"{Searches}/{own.Search}") { Other = $"{Searches}/{other.Search}", Shows = $"{own.Search}" };
        samples[$"DELETE {Searches}/{{id}}"] = new AccessSample(AreaRule.Thing, $"{Searches}/{own.Search}")
        {
            Other = $"{Searches}/{other.Search}",
            Passes = [409],
            Repeats = "an ended search stays as it is",
        };

        const string Pairs = "/v1/duplicate-candidates";
        samples[$"GET {Pairs}"] = new AccessSample(AreaRule.Filtered, $"{Pairs}?state=Gone") { Shows = $"{own.Pair}" };
        samples[$"GET {Pairs}/{{id}}"] = new AccessSample(AreaRule.Thing, $"{Pairs}/{own.Pair}") { Other = $"{Pairs}/{other.Pair}", Shows = $"{own.Pair}" };
        foreach (var (what, body) in new (string, object)[] { ("verdict", new { verdict = "Different", reason = "Đã đối chiếu tại thôn" }), ("reopening", new { reason = "Nhầm hộ, phải xem lại" }) })
            samples[$"POST {Pairs}/{{id}}/{what}"] = new AccessSample(AreaRule.Thing, $"{Pairs}/{own.Pair}/{what}") { Other = $"{Pairs}/{other.Pair}/{what}", Body = body, Passes = [200, 409] };
        return [$"{other.Search}", $"{other.Pair}"];
    }

    // The pair is of a kind that no search of the matrix itself touches.
    private static async Task<(Guid Search, Guid Pair)> Arrange(ImportHost host, string commune)
    {
        var search = await host.Scalar<Guid>($"""
            insert into duplicate_search (province_code, commune_code, id, reach, state, requested_by, requested_at, ended_at)
            values ('{Places.Province}', '{commune}', gen_random_uuid(), 'commune', 'done', 'door-arranger', now(), now()) returning id
            """);
        var pair = await host.Scalar<Guid>($"""
            insert into duplicate_candidate (province_code, commune_code, id, first_household_id, second_household_id, second_province_code, second_commune_code, search_id, points, persons, reasons, state, found_at)
            select '{Places.Province}', '{commune}', gen_random_uuid(), min(id::text)::uuid, max(id::text)::uuid, '{Places.Province}', '{commune}', '{search}', 720, 1, array['name-equal'], 'gone', now()
            from household where commune_code = '{commune}' returning id
            """);
        return (search, pair);
    }
}
