using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Lists;

namespace PovertyPlatform.HouseholdService.Data.Lists;

/// <summary>Set-based writes of a recognition; one statement each, however long the list.</summary>
internal static class RecognitionWrites
{
    /// <summary>Completes the draft's entries with what only the decision knows: adults on its date and the date of exits.</summary>
    public static Task<int> Complete(
        this HouseholdDb db, PovertyList list, IReadOnlyList<PovertyListEntry> entries, IReadOnlyDictionary<Guid, HouseholdMembers> members, DateOnly decidedOn, CancellationToken ct) =>
        db.Database.ExecuteSqlRawAsync("""
            update poverty_list_entry entry set adults = known.adults, exit_decided_on = known.exit_decided_on
            from unnest(@ids, @adults, @exits) as known (household_id, adults, exit_decided_on)
            where entry.list_id = @list and entry.household_id = known.household_id
            """,
        [
            new NpgsqlParameter("list", list.Id),
            new NpgsqlParameter("ids", entries.Select(entry => entry.HouseholdId).ToArray()),
            new NpgsqlParameter("adults", NpgsqlDbType.Array | NpgsqlDbType.Smallint) { Value = entries.Select(entry => members.TryGetValue(entry.HouseholdId, out var known) ? (short)known.Adults : entry.Adults).ToArray() },
            new NpgsqlParameter("exits", NpgsqlDbType.Array | NpgsqlDbType.Date) { Value = entries.Select(entry => entry.ExitOn(decidedOn)).ToArray() },
        ], ct);

    /// <summary>Takes the next version of each household, for the event that tells about it.</summary>
    public static async Task<Dictionary<Guid, long>> NextVersions(this HouseholdDb db, IReadOnlyCollection<Guid> households, CancellationToken ct)
    {
        var ids = households as Guid[] ?? [.. households];
        var rows = await db.Database.SqlQuery<HouseholdVersion>($"""
            update household set version = version + 1
            where id in (select id from household where id = any({ids}) order by id for update)
            returning id as "Id", version as "Version"
            """).ToListAsync(ct);
        return rows.ToDictionary(row => row.Id, row => row.Version);
    }

    private sealed record HouseholdVersion(Guid Id, long Version);
}
