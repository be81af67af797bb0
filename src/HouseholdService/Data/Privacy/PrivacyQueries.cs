using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Privacy;

namespace PovertyPlatform.HouseholdService.Data.Privacy;

/// <summary>Questions about people's rights that several features ask.</summary>
internal static class PrivacyQueries
{
    /// <summary>Restrictions in force on a household and its members; empty when there is none.</summary>
    public static Task<List<ProcessingRestriction>> RestrictionsNow(this HouseholdDb db, Guid householdId, CancellationToken ct) =>
        db.Restrictions.AsNoTracking().Where(row => row.HouseholdId == householdId && row.EndedOn == null).ToListAsync(ct);

    /// <summary>The clocks of requests.</summary>
    public static RightsTerms RightsTerms(this ReferencePages pages) => new(pages.Reviews.Calendar, pages.Term);
}
