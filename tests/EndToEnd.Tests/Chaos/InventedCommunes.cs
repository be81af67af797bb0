using Npgsql;
using NpgsqlTypes;

namespace PovertyPlatform.EndToEndTests.Chaos;

/// <summary>Invented households with reviews of 2026 in real communes, written straight into the registry: the decisions under test come after.</summary>
internal static class InventedCommunes
{
    private const string Standard = "2022-2026";

    /// <summary>Fills communes of the province and returns their codes; household i of a commune is poor when i is even, else near-poor.</summary>
    public static async Task<IReadOnlyList<string>> Fill(string connectionString, string province, int communes, int households)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var codes = new List<string>();
        await using (var command = new NpgsqlCommand("select code from commune where province_code = $1 and valid_to is null and area_type = 1 order by code limit $2", connection)
        {
            Parameters = { new() { Value = province }, new() { Value = communes } },
        })
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                codes.Add(reader.GetString(0));

        // One commit: a household without its head is refused.
        await using var transaction = await connection.BeginTransactionAsync();
        var ids = codes.SelectMany(code => Enumerable.Range(0, households).Select(number => (Code: code, Number: number, Id: Guid.CreateVersion7()))).ToList();
        await Copy(connection, "household (province_code, commune_code, id, code, head_name, head_search, area_type, ethnic_group_code, persons)", ids, (rows, item) =>
        {
            rows.Write(province);
            rows.Write(item.Code);
            rows.Write(item.Id, NpgsqlDbType.Uuid);
            rows.Write($"H{item.Number:D4}");
            rows.Write($"Giàng A {item.Number}");
            rows.Write($"giang a {item.Number}");
            rows.Write((short)1, NpgsqlDbType.Smallint);
            rows.Write("08");
            rows.Write((short)1, NpgsqlDbType.Smallint);
        });
        await Copy(connection, "member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, sex, birth_year, relation_code)", ids, (rows, item) =>
        {
            rows.Write(province);
            rows.Write(item.Code);
            rows.Write(Guid.CreateVersion7(), NpgsqlDbType.Uuid);
            rows.Write(item.Id, NpgsqlDbType.Uuid);
            rows.Write((short)1, NpgsqlDbType.Smallint);
            rows.Write($"Giàng A {item.Number}");
            rows.Write($"giang a {item.Number}");
            rows.Write((short)1, NpgsqlDbType.Smallint);
            rows.Write((short)1980, NpgsqlDbType.Smallint);
            rows.Write("head");
        });
        await Copy(connection, "review (province_code, commune_code, id, household_id, review_year, reviewed_on, area_type, standard_code, income_points, deprivation_points)", ids, (rows, item) =>
        {
            rows.Write(province);
            rows.Write(item.Code);
            rows.Write(Guid.CreateVersion7(), NpgsqlDbType.Uuid);
            rows.Write(item.Id, NpgsqlDbType.Uuid);
            rows.Write((short)2026, NpgsqlDbType.Smallint);
            rows.Write(new DateOnly(2026, 10, 5), NpgsqlDbType.Date);
            rows.Write((short)1, NpgsqlDbType.Smallint);
            rows.Write(Standard);
            rows.Write((short)120, NpgsqlDbType.Smallint);
            rows.Write((short)(item.Number % 2 == 0 ? 40 : 20), NpgsqlDbType.Smallint);
        });
        await transaction.CommitAsync();
        return codes;
    }

    private static async Task Copy<T>(NpgsqlConnection connection, string table, IEnumerable<T> items, Action<NpgsqlBinaryImporter, T> write)
    {
        await using var rows = await connection.BeginBinaryImportAsync($"copy {table} from stdin (format binary)");
        foreach (var item in items)
        {
            await rows.StartRowAsync();
            write(rows, item);
        }

        await rows.CompleteAsync();
    }
}
