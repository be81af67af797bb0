using Npgsql;

namespace PovertyPlatform.HouseholdService.Data.Privacy;

/// <summary>What orders to keep data mean for the audit trail.</summary>
public static class LegalHoldQueries
{
    /// <summary>Provinces in which an order to keep data is in force; asked of the country, under the owner's login.</summary>
    /// <param name="connection">The owner's connection.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<IReadOnlyCollection<string>> ProvincesWithHolds(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new("select set_config('app.area', '{*}', true)"), new("select coalesce(array_agg(distinct province_code), array[]::text[]) from legal_hold where ended_on is null") },
        };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
        await rows.ReadAsync(ct);
        return rows.GetFieldValue<string[]>(0);
    }
}
