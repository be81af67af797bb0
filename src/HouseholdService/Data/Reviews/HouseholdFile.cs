using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Causes;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Data.Reviews;

/// <summary>Questions that several operations ask of one household's file.</summary>
internal static class HouseholdFile
{
    /// <summary>The household inside the caller's areas, or null; one whose data was erased is not there.</summary>
    public static Task<Household?> File(this HouseholdDb db, Guid id, CancellationToken ct) => db.Households.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.ErasedOn == null, ct);

    /// <summary>Causes that can be chosen in a province on a day: the official list, and what the province added.</summary>
    public static async Task<IReadOnlyDictionary<string, Cause>> CausesOn(this HouseholdDb db, ReferencePages pages, string provinceCode, DateOnly day, CancellationToken ct)
    {
        var local = await db.LocalCauses.AsNoTracking().Where(row => row.ProvinceCode == provinceCode && row.ValidFrom <= day && (row.ValidTo == null || row.ValidTo >= day)).ToListAsync(ct);
        return pages.Codes["cause"].Select(item => new Cause(item.Code, item.NameVi, item.NameEn, item.ParentCode, item.Tags.Contains("restricted")))
            .Concat(local.Select(row => new Cause(row.Code, row.NameVi, row.NameEn, row.ParentCode, row.IsRestricted)))
            .DistinctBy(cause => cause.Code).ToDictionary(cause => cause.Code, StringComparer.Ordinal);
    }
}
