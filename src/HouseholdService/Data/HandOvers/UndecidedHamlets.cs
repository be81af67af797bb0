using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Data.HandOvers;

/// <summary>Households of communes that a reform divided, whose new commune nobody has said yet.</summary>
internal static class UndecidedHamlets
{
    /// <summary>Successions of divided communes, of one or of all: for each old commune its candidates. Where the State's table is certain, nobody is asked.</summary>
    public static async Task<Dictionary<string, List<CommuneSuccession>>> Divided(this HouseholdDb db, string? oldCode, CancellationToken ct) =>
        (await db.CommuneSuccessions.AsNoTracking().Where(row => (oldCode == null || row.OldCode == oldCode) && row.OldCode != ""
                && !db.CommuneSuccessions.Any(other => other.OldCode == row.OldCode && other.ChangedOn == row.ChangedOn && other.IsDefaultTarget == true))
            .OrderBy(row => row.NewCode).ToListAsync(ct)).GroupBy(row => row.OldCode).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    /// <summary>
    /// Households that still stand in a divided commune. Its code may be that of a new commune too: who was placed there by a hand-over, or reviewed there after the reform,
    /// belongs to the new one.
    /// </summary>
    /// <param name="db">The registry, working in the old communes.</param>
    /// <param name="oldCode">Code of the divided commune.</param>
    /// <param name="oldProvince">Its province.</param>
    /// <param name="changedOn">First day of the new communes.</param>
    public static IQueryable<Household> Undecided(this HouseholdDb db, string oldCode, string oldProvince, DateOnly changedOn) =>
        db.Households.Where(home => home.CommuneCode == oldCode && home.ProvinceCode == oldProvince && home.ClosedOn == null && home.ErasedOn == null && home.StartedOn < changedOn
            && !db.HandOvers.Any(row => row.HouseholdId == home.Id && row.State == HandOverState.Accepted && row.MovedOn >= changedOn)
            && !db.Reviews.Any(review => review.HouseholdId == home.Id && review.ProvinceCode == home.ProvinceCode && review.ReviewedOn >= changedOn));
}
