using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PovertyPlatform.SupportProgramServiceTests.Rules;

/// <summary>The mapped model and the migrated database say the same.</summary>
public class SchemaTests(SupportHost host) : IClassFixture<SupportHost>
{
    [Fact]
    public async Task EveryMappedColumn_IsThereWithItsTypeAndNullability()
    {
        var expected = await host.Ask(db => Task.FromResult(db.Model.GetEntityTypes().Where(type => (type.GetSchema() ?? "public") == "public").SelectMany(Columns).ToList()));
        var actual = new List<string>();
        await using var command = host.Database.CreateCommand("""
            select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
            from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
              and c.relname not in ('schema_version')
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            actual.Add(reader.GetString(0));
        var tables = expected.Select(line => line.Split('.')[0]).ToHashSet();
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Where(line => tables.Contains(line.Split('.')[0])).Order(StringComparer.Ordinal));
        Assert.Equal(10, tables.Count);
    }

    [Fact]
    public async Task EveryProvinceOfToday_HasItsPartitions() =>
        Assert.Equal(34, await host.Scalar<long>("select count(*) from pg_class where relispartition and relname ~ '^support_grant_p[0-9]{2}$'"));

    private static IEnumerable<string> Columns(IEntityType type) => type.GetProperties().Select(property =>
        $"{type.GetTableName()}.{property.GetColumnName()} {property.GetColumnType()}{(property.IsNullable ? "" : " not null")}");
}
