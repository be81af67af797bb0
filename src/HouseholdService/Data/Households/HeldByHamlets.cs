using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Data.Households;

/// <summary>Keys of what lies in the hamlets of a caller: households, their members and their cases. Asked with the caller's own areas; some hundreds for a hamlet.</summary>
public sealed class HeldByHamlets(NpgsqlDataSource source)
{
    private const string Keys = "select unnest(households_of_hamlets()) union all select unnest(cases_of_hamlets()) union all select unnest(members_of_hamlets())";

    /// <summary>The hamlets as they are today, after mergers, and the keys of what lies there now.</summary>
    public async Task<AreaScope> Read(AreaScope area, CancellationToken ct)
    {
        var given = area.Hamlets.Order(StringComparer.Ordinal).Distinct().ToArray();
        var (today, held) = await Ask(area with { Hamlets = given }, ct);
        if (!today.SequenceEqual(given))
            held = today.Length == 0 ? [] : (await Ask(area with { Hamlets = today }, ct)).Held;
        return area with { Hamlets = today, Held = held };
    }

    private async Task<(string[] Today, IReadOnlyList<Guid> Held)> Ask(AreaScope area, CancellationToken ct)
    {
        var follow = new NpgsqlBatchCommand("select hamlets_today($1)") { Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. area.Hamlets] } } };
        await using var batch = source.CreateBatch(area, follow);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Keys));
        await using var rows = await batch.ExecuteInArea(ct);
        await rows.ReadAsync(ct);
        var today = rows.GetFieldValue<string[]>(0);
        await rows.NextResultAsync(ct);
        var held = new List<Guid>();
        while (await rows.ReadAsync(ct))
            held.Add(rows.GetGuid(0));
        return (today, held);
    }
}
