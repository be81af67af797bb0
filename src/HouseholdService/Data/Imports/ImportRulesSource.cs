using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Causes;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;
using PovertyPlatform.HouseholdService.Domain.Imports.Checking;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>Puts the rules of an import together from the reference data of the day.</summary>
public sealed class ImportRulesSource(ReferenceBook reference, IDbContextFactory<HouseholdDb> contexts, TimeProvider clock)
{
    /// <summary>The rules; null when no standard judges the year, or the commune does not exist on the day.</summary>
    public async Task<ImportRules?> For(string communeCode, int year, DateOnly reviewedOn, CancellationToken ct)
    {
        var pages = await reference.Open(ct);
        if (pages.Standards.ForYear(year) is not { } standard || pages.Areas.On(communeCode, reviewedOn) is not { } commune)
            return null;
        var local = await Local(commune.ProvinceCode, reviewedOn, ct);
        return new ImportRules
        {
            Year = year,
            ReviewedOn = reviewedOn,
            Today = clock.Today(),
            Columns = await Columns(year, ct),
            Standard = standard,
            AreaType = commune.AreaType,
            EthnicGroups = CodeWords.Of(pages.Codes["ethnic-group"]),
            Relations = CodeWords.Of(pages.Codes["relation"], allowsTail: true),
            Facts = CodeWords.Of(pages.Codes["member-fact"]),
            FactCodes = [.. pages.Codes["member-fact"].Select(item => item.Code)],
            Causes = new CodeWords(pages.Codes["cause"].Select(item => (item.Code, item.Synonyms.Prepend(item.NameVi))).Concat(local.Select(cause => (cause.Code, (IEnumerable<string>)[cause.NameVi])))),
            JudgingCauses = pages.Codes["cause"].Where(item => item.Tags.Contains("restricted")).Select(item => item.Code).Concat(local.Where(cause => cause.IsRestricted).Select(cause => cause.Code)).ToHashSet(StringComparer.Ordinal),
        };
    }

    private async Task<List<LocalCause>> Local(string provinceCode, DateOnly day, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.LocalCauses.AsNoTracking().Where(row => row.ProvinceCode == provinceCode && row.ValidFrom <= day && (row.ValidTo == null || row.ValidTo >= day)).ToListAsync(ct);
    }

    /// <summary>Columns of lists of the year.</summary>
    public async Task<ColumnCatalogue> Columns(int year, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return new ColumnCatalogue(await db.Set<ColumnDefinition>().AsNoTracking().ToListAsync(ct), year);
    }
}
