using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdServiceTests.Imports;

namespace PovertyPlatform.HouseholdServiceTests.Data;

/// <summary>The schema is SQL, the model is C#: they must say the same, or a query fails only in the field.</summary>
public class SchemaTests(ImportHost host) : IClassFixture<ImportHost>
{
    /// <summary>A column as both sides know it.</summary>
    private sealed record Column(string Name, string Type, bool IsNullable);

    [Fact]
    public async Task MappedColumns_AreThoseOfTheDatabase()
    {
        var differences = new List<string>();
        foreach (var entity in await Entities())
        {
            var found = (await Columns(entity)).ToDictionary(column => column.Column.Name, column => column.Column);
            foreach (var mapped in Mapped(entity))
                if (!found.TryGetValue(mapped.Name, out var column))
                    differences.Add($"{Table(entity)}.{mapped.Name} is not in the database");
                else if (column != mapped)
                    differences.Add($"{Table(entity)}: model {mapped}, database {column}");
        }

        Assert.Empty(differences);
    }

    [Fact]
    public async Task ColumnsThatTheModelDoesNotKnow_FillThemselves()
    {
        var unfilled = new List<string>();
        foreach (var entity in await Entities())
        {
            var mapped = Mapped(entity).Select(column => column.Name).ToHashSet();
            unfilled.AddRange((await Columns(entity)).Where(column => !mapped.Contains(column.Column.Name) && !column.Column.IsNullable && !column.HasDefault)
                .Select(column => $"{Table(entity)}.{column.Column.Name}"));
        }

        Assert.Empty(unfilled);
    }

    [Fact]
    public async Task Keys_AreThoseOfTheDatabase()
    {
        foreach (var entity in (await Entities()).Where(entity => entity.ClrType.Namespace!.StartsWith("PovertyPlatform.HouseholdService.Domain", StringComparison.Ordinal)))
        {
            var store = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
            var mapped = entity.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName(store)!).Order();
            Assert.Equal($"{Table(entity)}: {string.Join(", ", mapped)}", $"{Table(entity)}: {string.Join(", ", await Key(entity))}");
        }
    }

    [Fact]
    public async Task Provinces_HaveTheirPartitions()
    {
        var without = await host.Scalar<long>("""
            select count(*) from (select distinct province_code from commune where valid_to is null) today cross join unnest(array['household', 'member', 'review']) kind
            where to_regclass(kind || '_p' || province_code) is null
            """);
        Assert.Equal(0, without);
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from household_rest"));
    }

    private async Task<List<IEntityType>> Entities()
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<HouseholdDb>>().CreateDbContextAsync();
        return [.. db.GetService<IDesignTimeModel>().Model.GetEntityTypes().Where(entity => entity.GetTableName() is not null)];
    }

    private static IEnumerable<Column> Mapped(IEntityType entity)
    {
        var store = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        return entity.GetProperties().Where(property => property.GetColumnName(store) is { } name && name != "xmin")
            .Select(property => new Column(property.GetColumnName(store)!, property.GetColumnType(), property.IsColumnNullable(store)));
    }

    private async Task<List<(Column Column, bool HasDefault)>> Columns(IEntityType entity)
    {
        await using var command = host.Database.CreateCommand("""
            select attname, format_type(atttypid, atttypmod), not attnotnull, atthasdef or attidentity <> '' from pg_attribute
            where attrelid = to_regclass($1) and attnum > 0 and not attisdropped
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = Table(entity) });
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<(Column, bool)>();
        while (await reader.ReadAsync())
            columns.Add((new Column(reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)), reader.GetBoolean(3)));
        return columns;
    }

    private async Task<List<string>> Key(IEntityType entity)
    {
        await using var command = host.Database.CreateCommand("""
            select attname::text from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey) where indrelid = to_regclass($1) and indisprimary
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = Table(entity) });
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<string>();
        while (await reader.ReadAsync())
            columns.Add(reader.GetString(0));
        return [.. columns.Order()];
    }

    private static string Table(IEntityType entity) => $"{entity.GetSchema() ?? "public"}.{entity.GetTableName()}";
}
