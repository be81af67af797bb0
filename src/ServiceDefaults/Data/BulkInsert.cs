using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace PovertyPlatform.ServiceDefaults.Data;

/// <summary>
/// Inserts hundreds of entities by one statement: saved one by one, each costs a statement of its own. COPY would be faster yet, but tables behind row
/// security take none.
/// </summary>
public static class BulkInsert
{
    /// <summary>Inserts the entities as a saving of the context would; they are not tracked. What the database fills in by itself is left to it.</summary>
    /// <typeparam name="T">A mapped entity.</typeparam>
    /// <param name="db">The context, with a transaction in which its areas were told.</param>
    /// <param name="rows">New entities.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Rows inserted.</returns>
    public static Task<int> InsertAll<T>(this DbContext db, IReadOnlyCollection<T> rows, CancellationToken ct)
        where T : class
    {
        if (rows.Count == 0)
            return Task.FromResult(0);
        var (table, columns) = Columns<T>(db);
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        // Every name is the model's own; the values travel as one parameter.
        var statement = $"insert into {table} ({names}) select {names} from jsonb_populate_recordset(null::{table}, @rows)";
        return db.Database.ExecuteSqlRawAsync(statement, [Json(db, rows)], ct);
    }

    /// <summary>The entities as a parameter <c>rows</c> for <c>jsonb_populate_recordset(null::table, @rows)</c>.</summary>
    /// <typeparam name="T">A mapped entity.</typeparam>
    /// <param name="db">The context that maps it.</param>
    /// <param name="rows">Entities.</param>
    public static NpgsqlParameter Json<T>(DbContext db, IReadOnlyCollection<T> rows)
        where T : class
    {
        var columns = Columns<T>(db).Columns;
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartObject();
                foreach (var (name, property) in columns)
                {
                    json.WritePropertyName(name);
                    Write(json, property, property.GetGetter().GetClrValue(row));
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return new NpgsqlParameter("rows", NpgsqlDbType.Jsonb) { Value = text.ToArray() };
    }

    private static (string Table, List<(string Name, IProperty Property)> Columns) Columns<T>(DbContext db)
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not mapped.");
        var table = entity.GetTableName()!;
        var place = StoreObjectIdentifier.Table(table, entity.GetSchema());
        return (entity.GetSchema() is { } schema ? $"\"{schema}\".\"{table}\"" : $"\"{table}\"",
            [.. entity.GetProperties().Where(property => property.ValueGenerated == ValueGenerated.Never && property.GetBeforeSaveBehavior() == PropertySaveBehavior.Save)
                .Select(property => (property.GetColumnName(place)!, property))]);
    }

    private static void Write(Utf8JsonWriter json, IProperty property, object? value)
    {
        var stored = property.GetTypeMapping().Converter is { } converter && value is not null ? converter.ConvertToProvider(value) : value;
        if (stored is byte[] bytes)
            json.WriteStringValue($"\\x{Convert.ToHexStringLower(bytes)}");
        else if (stored is string document && property.GetColumnType() == "jsonb")
            json.WriteRawValue(document);
        else
            JsonSerializer.Serialize(json, stored, stored?.GetType() ?? typeof(object));
    }
}
