using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Data.HandOvers;

/// <summary>One commune that ended or was divided in one reform, with where it went.</summary>
/// <param name="OldCode">Its code, which may be that of a new commune, too.</param>
/// <param name="OldProvince">Its province.</param>
/// <param name="ChangedOn">First day of the new communes.</param>
/// <param name="Since">First day of the commune that ended: the reform before of the same code, or the first of all days.</param>
/// <param name="To">Communes that took it in.</param>
internal sealed record EndedCommune(string OldCode, string OldProvince, DateOnly ChangedOn, DateOnly Since, IReadOnlyList<CommuneSuccession> To);

/// <summary>Households that still stand in a commune that a reform ended.</summary>
internal static class UndecidedHamlets
{
    /// <summary>Divided communes, of one code or of all, reform by reform. Where the State's table is certain, nobody is asked.</summary>
    public static async Task<List<EndedCommune>> Divided(this HouseholdDb db, string? oldCode, CancellationToken ct) =>
        [.. (await db.Ended(oldCode, ct)).Where(one => !one.To.Any(row => row.IsDefaultTarget == true))];

    /// <summary>
    /// Communes that went as a whole, or with all their people, to one commune of the province. One that kept its code and province is among them: its type, and with it the
    /// line, may have changed.
    /// </summary>
    public static async Task<List<EndedCommune>> Certain(this HouseholdDb db, string province, DateOnly changedOn, CancellationToken ct) =>
        [.. (await db.Ended(null, ct)).Where(one => one.ChangedOn == changedOn)
            .Select(one => one with { To = [.. one.To.Where(row => row.IsDefaultTarget == true)] }).Where(one => one.To.Count == 1 && one.To[0].NewProvinceCode == province)];

    /// <summary>
    /// Households that still stand in the commune. Its code may be that of a new commune too: who was placed there by a hand-over, or reviewed there after the reform,
    /// belongs to the new one; and who has not been placed by the reform before belongs to that one.
    /// </summary>
    /// <param name="db">The registry, working in the old communes.</param>
    /// <param name="ended">The commune.</param>
    public static IQueryable<Household> Undecided(this HouseholdDb db, EndedCommune ended)
    {
        var (code, province, changedOn, since) = (ended.OldCode, ended.OldProvince, ended.ChangedOn, ended.Since);
        // Who came from elsewhere has a hand-over that belongs to the other side. Filters go with it for all of the query; the commune is named, and row security stands.
        var both = db.HandOversOfBothSides();
        return db.Households.Where(home => home.CommuneCode == code && home.ProvinceCode == province && home.ClosedOn == null && home.ErasedOn == null && home.StartedOn < changedOn
            && !both.Any(row => row.HouseholdId == home.Id && row.State == HandOverState.Accepted && row.MovedOn >= changedOn && row.TakesBackId == null
                && !both.Any(back => back.TakesBackId == row.Id && back.State == HandOverState.Accepted))
            && !db.Reviews.Any(review => review.HouseholdId == home.Id && review.ProvinceCode == home.ProvinceCode && review.ReviewedOn >= changedOn)
            && (home.StartedOn >= since
                || both.Any(row => row.HouseholdId == home.Id && row.State == HandOverState.Accepted && row.MovedOn >= since)
                || db.Reviews.Any(review => review.HouseholdId == home.Id && review.ProvinceCode == home.ProvinceCode && review.ReviewedOn >= since)));
    }

    private static async Task<List<EndedCommune>> Ended(this HouseholdDb db, string? oldCode, CancellationToken ct)
    {
        var rows = await db.CommuneSuccessions.AsNoTracking().Where(row => (oldCode == null || row.OldCode == oldCode) && row.OldCode != "").OrderBy(row => row.NewCode).ToListAsync(ct);
        var reforms = rows.GroupBy(row => (row.OldCode, row.ChangedOn)).OrderBy(group => group.Key.OldCode, StringComparer.Ordinal).ThenBy(group => group.Key.ChangedOn).ToList();
        var (ended, since) = (new List<EndedCommune>(reforms.Count), default(DateOnly));
        foreach (var (at, reform) in reforms.Index())
        {
            var to = reform.ToList();
            if (at == 0 || reforms[at - 1].Key.OldCode != reform.Key.OldCode)
                since = DateOnly.MinValue;
            ended.Add(new EndedCommune(reform.Key.OldCode, to[0].OldProvinceCode, reform.Key.ChangedOn, since, to));
            // A commune that goes on under its code has not ended: households stay in it without being placed.
            if (!(to.Count == 1 && to[0].IsDefaultTarget == true && to[0].NewCode == to[0].OldCode && to[0].NewProvinceCode == to[0].OldProvinceCode))
                since = reform.Key.ChangedOn;
        }

        return ended;
    }
}
