using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Data.Openings;

/// <summary>
/// Single households outside a caller's areas. Asked of the country, because the caller's own areas do not show them; nothing is told but whether and where they are.
/// </summary>
public sealed class SingleHouseholds(NationwideSource country, TimeProvider clock)
{
    /// <summary>Where a household is.</summary>
    /// <param name="Id">The household.</param>
    /// <param name="ProvinceCode">Province.</param>
    /// <param name="CommuneCode">Commune.</param>
    public sealed record Place(Guid Id, string ProvinceCode, string CommuneCode);

    /// <summary>The household of an exact id, or of an exact code in a commune.</summary>
    public async Task<Place?> Find(Guid? id, string? communeCode, string? code, CancellationToken ct)
    {
        await using var command = country.Source.CreateCommand(id is not null
            ? "select id, province_code, commune_code from household where id = $1"
            : "select id, province_code, commune_code from household where commune_code = $1 and code = $2 limit 1");
        if (id is { } exact)
            command.Parameters.AddWithValue(exact);
        else
        {
            command.Parameters.AddWithValue(communeCode!);
            command.Parameters.AddWithValue(code!.Trim().ToUpperInvariant());
        }

        await using var rows = await command.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? new Place(rows.GetGuid(0), rows.GetString(1), rows.GetString(2)) : null;
    }

    /// <summary>The caller's opening of a household that holds now, while the household is still where it was opened.</summary>
    public async Task<Place?> OpenedBy(string actorId, Guid household, CancellationToken ct)
    {
        await using var command = country.Source.CreateCommand("""
            select h.id, h.province_code, h.commune_code from household_opening o
            join household h on h.id = o.household_id and h.province_code = o.province_code and h.commune_code = o.commune_code
            where o.opened_by = $1 and o.household_id = $2 and o.ended_at is null and o.open_until > $3 limit 1
            """);
        command.Parameters.AddWithValue(actorId);
        command.Parameters.AddWithValue(household);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? new Place(rows.GetGuid(0), rows.GetString(1), rows.GetString(2)) : null;
    }

    /// <summary>Those granted households that lie in the commune whose body granted them.</summary>
    public async Task<IReadOnlyList<Guid>> Granted(IReadOnlyList<RecordKey> records, CancellationToken ct)
    {
        await using var command = country.Source.CreateCommand("""
            select h.id from unnest($1, $2) as given (id, commune_code) join household h on h.id = given.id and h.commune_code = given.commune_code
            """);
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Uuid, records.Select(record => record.Id).ToArray());
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Text, records.Select(record => record.CommuneCode).ToArray());
        var found = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            found.Add(rows.GetGuid(0));
        return found;
    }
}
