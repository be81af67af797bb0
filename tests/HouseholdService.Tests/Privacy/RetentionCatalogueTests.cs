using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Protection;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>Nothing about people is kept without anybody having said how long.</summary>
public sealed class RetentionCatalogueTests(ImportHost host) : IClassFixture<ImportHost>
{
    // Tables that no type of the code stands for, and why they need no rule.
    private static readonly Dictionary<string, string> HoldsNobody = new()
    {
        ["audit.ending"] = "proofs of months that were ended",
        ["audit.seal"] = "digests of the trail",
        ["import.chunk"] = "numbers of households of an import",
        ["import.redaction"] = "digests and counts of rewritten files",
        ["retention_archive"] = "identities of lists",
        ["retention_round"] = "days of rounds",
        ["schema_version"] = "names of migration scripts",
    };

    [Fact]
    public async Task TableThatNoTypeStandsFor_HasARuleOrHoldsNobody()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var mapped = scope.ServiceProvider.GetRequiredService<HouseholdDb>().Model.GetEntityTypes().Select(type => type.GetSchema() is { } schema ? $"{schema}.{type.GetTableName()}" : type.GetTableName()!).ToHashSet();
        var known = RetentionTables.Ruled().Concat(HoldsNobody.Keys).Concat(mapped).ToHashSet();
        var tables = new List<string>();
        await using var command = host.Database.CreateCommand("""
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('public', 'import', 'audit') order by 1
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            tables.Add(reader.GetString(0));
        Assert.True(tables.Count > 50);
        // Rows of a list lie in the staging tables only while it is read: the next import of the slot empties them, and they do not survive a crash.
        Assert.DoesNotContain(tables, table => !known.Contains(table) && !table.StartsWith("import.staged_", StringComparison.Ordinal));
        Assert.Empty(RetentionTables.Ruled().Except(tables));
    }

    [Fact]
    public async Task EveryClass_HasANationalRule_AndTheFunctionKnowsIt()
    {
        Assert.Equal(RetentionReach.Classes.Keys.Order(StringComparer.Ordinal), await Column("select code from retention_rule where province_code = '' and valid_to is null order by code collate \"C\""));
        var body = (await Column("select prosrc from pg_proc where proname in ('retention_due', 'retention_apply')")).ToList();
        foreach (var rule in RetentionReach.Classes.Keys.Where(code => code != RetentionReach.AuditTrail))
            Assert.Contains(body, text => text.Contains($"the_class = '{rule}'", StringComparison.Ordinal));
        // Who writes a rule for something that nobody applies hears so when it is loaded.
        await using var wrong = host.Database.CreateCommand("select count(*) from retention_rule where state = 'in-force' and confidence = 'L' and code in ('household', 'departed-member', 'import-file', 'objection')");
        Assert.Equal(0L, await wrong.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void RulesOfADay_AreOnePerProvince()
    {
        var rules = new[] { Rule("needs", "", "2026-01-01", "2027-12-31", 60), Rule("needs", "", "2028-01-01", null, 48), Rule("needs", "15", "2027-01-01", null, 72), Rule("objection", "", "2026-01-01", null, 60) };
        string Of(string day) => string.Join("; ", RetentionReach.On(rules, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))
            .Select(reach => $"{reach.Rule.Code} {reach.Rule.Months} {(reach.In is { } only ? $"in {string.Join(',', only)}" : $"except {string.Join(',', reach.Except!)}")}"));
        Assert.Equal("", Of("2025-12-31"));
        Assert.Equal("needs 60 except ; objection 60 except ", Of("2026-01-01"));
        Assert.Equal("needs 60 except 15; needs 72 in 15; objection 60 except ", Of("2027-12-31"));
        Assert.Equal("needs 48 except 15; needs 72 in 15; objection 60 except ", Of("2028-01-01"));
    }

    private static RetentionRule Rule(string code, string province, string from, string? to, int months) => new()
    {
        Code = code,
        ProvinceCode = province,
        ValidFrom = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
        ValidTo = to is null ? null : DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture),
        Months = months,
        RunsFrom = "assessed",
        Action = "pseudonymise",
        Tables = ["needs_assessment"],
        State = RetentionRule.InForce,
        NameVi = "",
        NameEn = "",
        Basis = "",
        LegalSource = "",
        Confidence = "L",
    };

    private async Task<List<string>> Column(string sql)
    {
        var values = new List<string>();
        await using var command = host.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            values.Add(reader.GetString(0));
        return values;
    }
}
