using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>Cases of a review, or of one household through the years.</summary>
internal static class FindCases
{
    public static void Map(RouteGroupBuilder cases) => cases.MapGet("/", Handle).WithName("FindCases")
        .WithSummary("Cases by review, household, hamlet and state").RequireScope(Scopes.ReviewsRead);

    private static async Task<Results<Ok<Page<CaseView>>, Refusal>> Handle(
        Guid? cycleId, Guid? householdId, string? hamlet, CaseState? state, bool? irregular, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (cycleId is null && householdId is null)
            return Refusal.Invalid(new FieldFault("cycleId", "Chọn cuộc rà soát hoặc hộ.", "Name a review or a household."));
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var found = await db.ReviewCases.AsNoTracking()
            .Where(row => (cycleId == null || row.CycleId == cycleId) && (householdId == null || row.HouseholdId == householdId) && (hamlet == null || row.HamletName == hamlet)
                && (state == null || row.State == state) && (irregular == null || row.Irregularities.Length > 0 == irregular) && row.Id.CompareTo(after) > 0)
            .OrderBy(row => row.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<CaseView>([.. found.Take(size).Select(CaseView.Of)], found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }
}
