using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Domain.Lists;

namespace PovertyPlatform.HouseholdService.Data.Lists;

/// <summary>Questions about lists that several features ask.</summary>
public static class ListQueries
{
    /// <summary>Recognised lists that no later decision replaced.</summary>
    public static IQueryable<PovertyList> ListsInForce(this HouseholdDb db) => db.Lists.Where(list =>
        list.State == ListState.Recognised && !db.Lists.Any(other => other.ReplacesListId == list.Id && other.State == ListState.Recognised));

    /// <summary>The list in force of the latest year before the given one, or null.</summary>
    public static Task<PovertyList?> ListBefore(this HouseholdDb db, string provinceCode, string communeCode, int year, CancellationToken ct) => db.ListsInForce().AsNoTracking()
        .Where(list => list.ProvinceCode == provinceCode && list.CommuneCode == communeCode && list.ReviewYear < year)
        .OrderByDescending(list => list.ReviewYear).FirstOrDefaultAsync(ct);

    /// <summary>
    /// Lets one writer at a time work on a commune's list of a year; held until the transaction ends. Without it two drafts, or a draft and a recognition, could
    /// pass each other's checks.
    /// </summary>
    public static Task<int> LockList(this HouseholdDb db, string communeCode, int year, CancellationToken ct)
    {
        var name = $"list:{communeCode}:{year}";
        return db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({name}, 0))", ct);
    }
}
