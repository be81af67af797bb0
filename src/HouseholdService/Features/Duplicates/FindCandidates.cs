using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Duplicates;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Duplicates;

/// <summary>Suspected pairs of which the caller may see both households, the most suspected of each search first.</summary>
internal static class FindCandidates
{
    public static void Map(RouteGroupBuilder candidates) => candidates.MapGet("", Handle).WithName("FindDuplicateCandidates")
        .WithSummary("Suspected duplicates, both of whose households you may see").RequireScope(Scopes.DuplicatesSettle);

    private static async Task<Results<Ok<Page<CandidateView>>, Refusal>> Handle(
        string? communeCode, CandidateState? state, int? leastPoints, string? cursor, int? limit, HouseholdDb db, ReferenceBook book, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var wanted = state ?? CandidateState.Open;
        var found = await db.VisibleCandidates().AsNoTracking()
            .Where(row => row.State == wanted && (communeCode == null || row.CommuneCode == communeCode || row.SecondCommuneCode == communeCode)
                && (leastPoints == null || row.Points >= leastPoints) && row.Id.CompareTo(after) > 0)
            .OrderBy(row => row.Id).Take(size + 1).ToListAsync(ct);
        var weights = (await book.Open(ct)).DuplicateWeights;
        return TypedResults.Ok(new Page<CandidateView>([.. found.Take(size).Select(row => CandidateView.Of(row, weights))], found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }

    /// <summary>Pairs both of whose households lie inside the caller's areas.</summary>
    public static IQueryable<DuplicateCandidate> VisibleCandidates(this HouseholdDb db) =>
        db.DuplicateCandidates.Where(row => db.Households.Any(household => household.Id == row.SecondHouseholdId && household.ProvinceCode == row.SecondProvinceCode));
}
