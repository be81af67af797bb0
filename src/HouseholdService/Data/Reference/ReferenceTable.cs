using Npgsql;
using Sylvan.Data.Csv;

namespace PovertyPlatform.HouseholdService.Data.Reference;

/// <summary>One reference file and the table it fills.</summary>
/// <param name="File">Path under <c>reference/</c>.</param>
/// <param name="Table">Table.</param>
/// <param name="Key">Columns of the primary key.</param>
/// <param name="Columns">Column → SQL over the file's columns; a bare name takes the text as it is.</param>
internal sealed record ReferenceTable(string File, string Table, string[] Key, params (string Column, string Sql)[] Columns)
{
    /// <summary>Inserts new rows and updates changed ones in one statement; rows that left the file stay, because something may point to them.</summary>
    /// <returns>Rows inserted or changed; null when the file is not there.</returns>
    public async Task<int?> Load(NpgsqlConnection connection, string folder, CancellationToken ct)
    {
        var path = Path.Combine(folder, File);
        if (!System.IO.File.Exists(path))
            return null;
        var (header, cells) = await Read(path, ct);
        var values = Columns.Where(column => !Key.Contains(column.Column)).Select(column => column.Column).ToList();
        var sql = $"""
            insert into {Table} as old ({string.Join(", ", Columns.Select(column => column.Column))})
            select {string.Join(", ", Columns.Select(column => column.Sql))}
            from unnest({string.Join(", ", header.Select((_, index) => $"${index + 1}"))}) with ordinality as file ({string.Join(", ", header)}, line)
            on conflict ({string.Join(", ", Key)}) do update set {string.Join(", ", values.Select(column => $"{column} = excluded.{column}"))}
            where ({string.Join(", ", values.Select(column => $"old.{column}"))}) is distinct from ({string.Join(", ", values.Select(column => $"excluded.{column}"))})
            """;
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var column in cells)
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = column });
        try
        {
            return await command.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException wrong)
        {
            throw new InvalidOperationException($"{File} cannot be loaded: {wrong.MessageText} {wrong.Detail}", wrong);
        }
    }

    private static async Task<(string[] Header, string[][] Columns)> Read(string path, CancellationToken ct)
    {
        await using var csv = await CsvDataReader.CreateAsync(path, cancel: ct);
        var header = Enumerable.Range(0, csv.FieldCount).Select(csv.GetName).ToArray();
        var columns = header.Select(_ => new List<string>()).ToArray();
        while (await csv.ReadAsync(ct))
            for (var index = 0; index < header.Length; index++)
                columns[index].Add(csv.GetString(index));
        return (header, [.. columns.Select(column => column.ToArray())]);
    }
}
