using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Data.Households;

/// <summary>Keys of what lies in the hamlets of a caller: households, their members and their cases. Asked with the caller's own areas; some hundreds for a hamlet.</summary>
public sealed class HeldByHamlets(NpgsqlDataSource source)
{
    private const string Keys = "select unnest(households_of_hamlets()) union all select unnest(cases_of_hamlets()) union all select unnest(members_of_hamlets())";

    /// <summary>The keys now.</summary>
    public async Task<IReadOnlyList<Guid>> Read(AreaScope area, CancellationToken ct)
    {
        await using var batch = source.CreateBatch(area, new NpgsqlBatchCommand(Keys));
        await using var rows = await batch.ExecuteInArea(ct);
        var held = new List<Guid>();
        while (await rows.ReadAsync(ct))
            held.Add(rows.GetGuid(0));
        return held;
    }
}
