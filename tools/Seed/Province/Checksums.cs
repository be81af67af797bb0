using Npgsql;

namespace PovertyPlatform.Seed.Province;

/// <summary>Counts and checksums of what stands in the registry, so that two seeds can be compared without trusting the program that wrote them.</summary>
static class Checksums
{
    const string Known = "to_jsonb(t) - '{known_from,valid_from,started_on}'::text[]";

    static readonly (string Table, string Row)[] Tables =
    [
        // When the registry came to know a row is the clock's business.
        ("household", $"({Known})::text"), ("member", $"({Known})::text"), ("review", $"({Known})::text"), ("person_key", "t::text"), ("area_population", "t::text"),
        ("poverty_list", "t::text"), ("poverty_list_entry", "t::text"),
        // Transaction, position and time of day are the broker's business; the rest of an outbox row is ours.
        ("messaging.outbox_message", "concat_ws('|', lane, message_id, contract, subject_id, version, occurred_at, encode(body, 'hex'))")
    ];

    public static async IAsyncEnumerable<(string Table, long Rows, string Checksum)> Of(NpgsqlDataSource registry, string province)
    {
        await using var connection = await registry.OpenConnectionAsync();
        await using (var zone = new NpgsqlCommand("set time zone 'UTC'; set datestyle to iso, ymd; set statement_timeout to 0", connection)) await zone.ExecuteNonQueryAsync();
        foreach (var (table, row) in Tables)
        {
            await using var command = new NpgsqlCommand(
                $"select count(*), coalesce(sum(hashtextextended({row}, 0)::numeric), 0)::text from {table} t where province_code = $1 and commune_code <> all($2)", connection);
            command.Parameters.Add(new() { Value = province });
            command.Parameters.Add(new() { Value = ProvincePlan.KeptForStories });
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            yield return (table, reader.GetInt64(0), reader.GetString(1));
        }
    }
}
