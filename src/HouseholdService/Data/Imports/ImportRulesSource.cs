using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;
using PovertyPlatform.HouseholdService.Domain.Imports.Checking;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>Puts the rules of an import together from the reference data of the day.</summary>
public sealed class ImportRulesSource(IDbContextFactory<HouseholdDb> contexts, TimeProvider clock)
{
    /// <summary>The rules; null when no standard judges the year, or the commune does not exist on the day.</summary>
    public async Task<ImportRules?> For(string communeCode, int year, DateOnly reviewedOn, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var standards = new StandardCatalog(
            await db.Standards.AsNoTracking().ToListAsync(ct), await db.StandardPeriods.AsNoTracking().ToListAsync(ct), await db.StandardRules.AsNoTracking().ToListAsync(ct),
            await db.Indicators.AsNoTracking().ToListAsync(ct));
        var commune = (await db.Communes.AsNoTracking().Where(unit => unit.Code == communeCode).ToListAsync(ct)).Find(unit => unit.IsValidOn(reviewedOn));
        if (standards.ForYear(year) is not { } standard || commune is null)
            return null;
        var lists = (await db.CodeListItems.AsNoTracking().ToListAsync(ct)).ToLookup(item => item.Kind);
        return new ImportRules
        {
            Year = year,
            ReviewedOn = reviewedOn,
            Today = clock.Today(),
            Columns = new ColumnCatalogue(await db.Set<ColumnDefinition>().AsNoTracking().ToListAsync(ct), year),
            Standard = standard,
            AreaType = commune.AreaType,
            EthnicGroups = CodeWords.Of(lists["ethnic-group"]),
            Relations = CodeWords.Of(lists["relation"], allowsTail: true),
            Causes = CodeWords.Of(lists["cause"]),
        };
    }
}
