using System.Text.Json;
using Npgsql;

namespace PovertyPlatform.Ratios.Gateway;

/// <summary>The endpoint behind the proxies: a page of a commune's households, read from the database and written as JSON.</summary>
internal static class HouseholdPage
{
    private const int Communes = 40;
    private const int PerCommune = 500;

    public static async Task Prepare(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand($"""
            create table household (province_code text, commune_code text, id uuid, name text, hamlet text, class text, members int, score_b1 int, score_b2 int, recognised_on date,
              primary key (province_code, commune_code, id));
            insert into household select '15', lpad(c::text, 5, '0'), gen_random_uuid(), 'Hộ ' || n, 'Bản ' || n % 9, (array['poor', 'near-poor', 'not-poor'])[n % 3 + 1], n % 7 + 1, n % 150, n % 60, '2026-11-20'
              from generate_series(1, {Communes}) c, generate_series(1, {PerCommune}) n;
            analyze household;
            """);
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<byte[]> Read(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand("""
            select id, name, hamlet, class, members, score_b1, score_b2, recognised_on from household where province_code = $1 and commune_code = $2 order by id limit 50
            """);
        command.Parameters.AddWithValue("15");
        command.Parameters.AddWithValue("00007");
        await using var rows = await command.ExecuteReaderAsync(ct);
        using var buffer = new MemoryStream(16 * 1024);
        await using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            while (await rows.ReadAsync(ct))
            {
                json.WriteStartObject();
                json.WriteString("id", rows.GetGuid(0));
                json.WriteString("name", rows.GetString(1));
                json.WriteString("hamlet", rows.GetString(2));
                json.WriteString("class", rows.GetString(3));
                json.WriteNumber("members", rows.GetInt32(4));
                json.WriteNumber("scoreB1", rows.GetInt32(5));
                json.WriteNumber("scoreB2", rows.GetInt32(6));
                json.WriteString("recognisedOn", rows.GetFieldValue<DateOnly>(7).ToString("O"));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.ToArray();
    }
}
