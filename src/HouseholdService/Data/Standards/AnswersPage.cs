using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Data.Standards;

/// <summary>A page of those households of a commune whose answers of a year meet a condition that only the classifier can tell.</summary>
internal static class AnswersPage
{
    /// <summary>Looks through the answers in order of household until the page is full: bounded by one commune, and what is looked for is rare, so the rest is thrown away.</summary>
    /// <param name="db">The registry.</param>
    /// <param name="commune">The commune.</param>
    /// <param name="year">Year of the review.</param>
    /// <param name="after">The household after which the page begins.</param>
    /// <param name="limit">Most households of a page.</param>
    /// <param name="judge">What is found about a household, or null when it is not looked for.</param>
    /// <param name="view">What is shown of it.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Page<TItem>> Of<TFound, TItem>(
        HouseholdDb db, Commune commune, int year, Guid after, int? limit, Func<ReviewAnswers, TFound?> judge, Func<Household, TFound, TItem> view, CancellationToken ct)
        where TFound : class
    {
        var size = limit ?? PageSize.Usual;
        var found = new List<(Guid Household, TFound What)>(size + 1);
        await foreach (var answers in ReviewAnswers.Of(db, year, commune.ProvinceCode, commune.Code, after).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (judge(answers) is { } what)
                found.Add((answers.HouseholdId, what));
            if (found.Count > size)
                break;
        }

        var shown = found.Take(size).Select(one => one.Household).ToArray();
        var households = await db.Households.AsNoTracking().Where(row => row.ProvinceCode == commune.ProvinceCode && shown.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);
        return new Page<TItem>([.. found.Take(size).Select(one => view(households[one.Household], one.What))], found.Count > size ? IdCursor.After(found[size - 1].Household) : null);
    }
}
