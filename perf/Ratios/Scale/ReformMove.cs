using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.Ratios.Scale;

/// <summary>
/// The day after a reform: households of communes that went as a whole are taken over by their successors in the background. Old communes of Sóc Trăng, which went into
/// Cần Thơ, get households of the invented province.
/// </summary>
internal static class ReformMove
{
    private const int Households = 5_000;
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    // A hand-over is true from the day of the reform: what it finds must be older.
    private const string Settle = """
        with chosen as materialized (
          select h.id, h, gen_random_uuid() as new_id, (array['31498', '31501', '31504', '31516'])[1 + n % 4] as commune, n
          from (select h, row_number() over (order by h.id) as n, h.id from household h where h.province_code = $2 and h.closed_on is null order by h.id limit $1) h),
        place as (select c.id, c.h, c.n, jsonb_build_object('province_code', '94', 'commune_code', c.commune, 'valid_from', '2025-01-10') as place, c.new_id from chosen c),
        homes as (insert into household select r.* from place p, jsonb_populate_record(null::household, to_jsonb(p.h) || p.place || jsonb_build_object(
          'id', p.new_id, 'code', 'CU-' || p.n, 'telephone', null, 'telephone_mark', null, 'started_on', '2025-01-10')) r),
        people as (insert into member select r.* from place p join member m on m.household_id = p.id and m.province_code = $2 and m.left_on is null, jsonb_populate_record(null::member, to_jsonb(m) || p.place || jsonb_build_object(
          'id', gen_random_uuid(), 'household_id', p.new_id, 'identity_number', null, 'identity_mark', null, 'old_number', null, 'old_mark', null)) r)
        insert into review select r.* from place p join lateral (select v from review v where v.household_id = p.id and v.province_code = $2 order by v.reviewed_on desc limit 1) v on true,
          jsonb_populate_record(null::review, to_jsonb(v.v) || p.place || jsonb_build_object('id', gen_random_uuid(), 'household_id', p.new_id, 'review_year', 2024, 'reviewed_on', '2024-11-10', 'import_id', null)) r
        """;

    /// <summary>What came of it.</summary>
    /// <param name="Households">Households taken over.</param>
    /// <param name="Seconds">Until the last one.</param>
    /// <param name="MostLocks">Most locks that the database held at once.</param>
    /// <param name="MegabytesMore">Growth of the process at its largest.</param>
    internal sealed record Result(int Households, double Seconds, long MostLocks, double MegabytesMore);

    /// <summary>Settles the households and has them moved.</summary>
    public static async Task<Result> Run(Registry registry, CancellationToken ct)
    {
        await using (var settle = registry.Database.CreateCommand(Settle))
        {
            settle.CommandTimeout = 600;
            settle.Parameters.AddWithValue(Households);
            settle.Parameters.AddWithValue(Registry.Province);
            await settle.ExecuteNonQueryAsync(ct);
        }

        foreach (var table in new[] { "household", "member", "review", "record_version" })
            await using (var analyze = registry.Database.CreateCommand($"analyze {table}"))
                await analyze.ExecuteNonQueryAsync(ct);
        using var officer = registry.Officer(TestActors.ProvinceOfficer.With(Scopes.UnitsChoose) with { Id = "officer-cantho", Provinces = ["92"] });
        using var self = Process.GetCurrentProcess();
        var (watch, before, largest, locks) = (Stopwatch.StartNew(), self.WorkingSet64, 0L, 0L);
        var id = (await (await officer.PostAsJsonAsync("/v1/unit-moves", new { provinceCode = "92", reason = "Sắp xếp đơn vị hành chính", evidence = "NQ 1668/NQ-UBTVQH15" }, ct)).ShouldBeOk()).GetProperty("id").GetGuid();
        while (true)
        {
            await Task.Delay(500, ct);
            self.Refresh();
            (largest, locks) = (Math.Max(largest, self.WorkingSet64), Math.Max(locks, await registry.Scalar<long>("select count(*) from pg_locks")));
            var move = await (await officer.GetAsync($"/v1/unit-moves/{id}", ct)).ShouldBeOk();
            if (move.GetProperty("state").GetString() is "Queued" or "Running" && watch.Elapsed < Patience)
                continue;
            var moved = move.GetProperty("moved").GetInt32();
            if (move.GetProperty("state").GetString() != "Done" || moved != Households)
                throw new InvalidOperationException($"{moved.ToString(CultureInfo.InvariantCulture)} of {Households} went: {move.GetRawText()}");
            return new Result(moved, watch.Elapsed.TotalSeconds, locks, (largest - before) / 1048576.0);
        }
    }
}
