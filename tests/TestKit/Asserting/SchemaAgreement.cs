using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace PovertyPlatform.TestKit.Asserting;

/// <summary>Compares a context's model with the database that the SQL files made: both describe the same tables, so neither may say more than the other.</summary>
public static class SchemaAgreement
{
    /// <summary>What differs, one line each: missing tables and columns, other types, other nullability, and columns that an insert by the model would leave out.</summary>
    public static async Task<IReadOnlyList<string>> Differences(DbContext context, NpgsqlDataSource database)
    {
        var differences = new List<string>();
        foreach (var table in context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables)
        {
            var name = $"{table.Schema ?? "public"}.{table.Name}";
            var stored = await Columns(database, table.Schema ?? "public", table.Name);
            if (stored.Count == 0)
            {
                differences.Add($"{name} is not in the database");
                continue;
            }

            foreach (var column in table.Columns)
            {
                if (!stored.Remove(column.Name, out var actual))
                    differences.Add($"{name}.{column.Name} is not in the database");
                else if (actual.Type != column.StoreType)
                    differences.Add($"{name}.{column.Name} is {column.StoreType} in the model and {actual.Type} in the database");
                else if (actual.Nullable != column.IsNullable)
                    differences.Add($"{name}.{column.Name} is {(actual.Nullable ? "optional" : "required")} in the database only");
            }

            differences.AddRange(stored.Where(column => column.Value is { Nullable: false, HasDefault: false }).Select(column => $"{name}.{column.Key} is required and not in the model"));
        }

        return differences;
    }

    private static async Task<Dictionary<string, (string Type, bool Nullable, bool HasDefault)>> Columns(NpgsqlDataSource database, string schema, string table)
    {
        await using var command = database.CreateCommand("""
            select attname, format_type(atttypid, atttypmod), not attnotnull, atthasdef or attidentity <> '' or attgenerated <> ''
            from pg_attribute where attrelid = to_regclass(quote_ident($1) || '.' || quote_ident($2)) and attnum > 0 and not attisdropped
            """);
        command.Parameters.AddWithValue(schema);
        command.Parameters.AddWithValue(table);
        var columns = new Dictionary<string, (string Type, bool Nullable, bool HasDefault)>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            columns.Add(rows.GetString(0), (rows.GetString(1), rows.GetBoolean(2), rows.GetBoolean(3)));
        return columns;
    }
}
