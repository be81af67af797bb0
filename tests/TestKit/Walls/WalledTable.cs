using Npgsql;

namespace PovertyPlatform.TestKit.Walls;

/// <summary>A table whose rows belong to an area, and a row for it that the schema accepts.</summary>
/// <param name="Name">Qualified name.</param>
/// <param name="Columns">Columns that a row must fill, with a value as SQL.</param>
internal sealed record WalledTable(string Name, IReadOnlyDictionary<string, string> Columns)
{
    private const string ColumnsSql = """
        select a.attname, format_type(a.atttypid, a.atttypmod),
          (select substring(pg_get_constraintdef(c.oid) from '''([^'']+)''') from pg_constraint c where c.conrelid = a.attrelid and c.contype = 'c' and c.conkey = array[a.attnum] limit 1)
        from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull and not a.atthasdef and a.attidentity = ''
        """;

    /// <summary>An insert of one row into an area.</summary>
    public string Insert(string province, string commune) => $"insert into {Name} ({string.Join(", ", Columns.Keys)}) values ({string.Join(", ", Columns.Select(column => column.Key switch
    {
        "province_code" => $"'{province}'",
        "commune_code" => $"'{commune}'",
        "hamlet_code" => $"'{commune}' || lpad((random() * 9999)::int::text, 4, '0')",
        _ => column.Value,
    }))})";

    /// <summary>Reads what a row of the table needs.</summary>
    public static async Task<WalledTable> Read(NpgsqlDataSource owner, string name)
    {
        var columns = new Dictionary<string, string>();
        await using var command = owner.CreateCommand(ColumnsSql);
        command.Parameters.AddWithValue(name);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            columns.Add(reader.GetString(0), Value(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        return new WalledTable(name, columns);
    }

    private static string Value(string column, string type, string? allowed) => type switch
    {
        "uuid" => "gen_random_uuid()",
        "text" when column.EndsWith("sha256", StringComparison.Ordinal) => "repeat('0', 64)",
        "smallint" when column == "month" => "0",
        "text" => allowed is null ? "gen_random_uuid()::text" : $"'{allowed}'",
        "boolean" => "false",
        "smallint" or "integer" or "bigint" or "numeric" => column.Contains("year", StringComparison.Ordinal) ? "2026" : "1",
        "date" => "date '2026-01-31'",
        "timestamp with time zone" => "now()",
        "bytea" when column.EndsWith("digest", StringComparison.Ordinal) => "decode(repeat('00', 32), 'hex')",
        "bytea" => "decode(md5(gen_random_uuid()::text) || '00', 'hex')",
        "json" or "jsonb" => "'{}'",
        "text[]" => "'{a}'",
        _ when type.EndsWith("[]", StringComparison.Ordinal) => "'{}'",
        _ => throw new NotSupportedException($"{column} is {type}."),
    };
}
