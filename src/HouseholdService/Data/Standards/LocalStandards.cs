using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Standards;

/// <summary>Finds standards by code where a province's own may be meant.</summary>
internal static class LocalStandards
{
    /// <summary>A province's standard with the national one below it, or null.</summary>
    public static async Task<(LocalStandard Row, Standard Local, Standard National)?> LocalStandard(this HouseholdDb db, ReferencePages pages, string code, CancellationToken ct) =>
        await db.LocalStandards.AsNoTracking().FirstOrDefaultAsync(row => row.Code == code, ct) is { } row && pages.Standards.Of(row.StandardCode) is { } national
            ? (row, row.Ready(national), national)
            : null;

    /// <summary>A national standard, or a province's own, by its code; or null.</summary>
    public static async Task<Standard?> AnyStandard(this HouseholdDb db, ReferencePages pages, string code, CancellationToken ct) =>
        pages.Standards.Of(code) ?? (await db.LocalStandard(pages, code, ct))?.Local;
}
