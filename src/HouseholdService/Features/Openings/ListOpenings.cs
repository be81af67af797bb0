using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Openings;

/// <summary>Who of elsewhere opened households of the caller's areas, why, when and until when; newest first.</summary>
internal static class ListOpenings
{
    public static void Map(RouteGroupBuilder openings) => openings.MapGet("", Handle).WithName("ListOpenings")
        .WithSummary("Households of your areas that officers of elsewhere opened").RequireScope(Scopes.OpeningsRead);

    private static async Task<Results<Ok<Page<OpeningView>>, Refusal>> Handle(
        Guid? householdId, bool? open, string? cursor, int? limit, HouseholdDb db, TimeProvider clock, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (before, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var (size, now) = (limit ?? PageSize.Usual, clock.GetUtcNow());
        var found = await db.Openings.AsNoTracking()
            .Where(row => (householdId == null || row.HouseholdId == householdId) && (before == Guid.Empty || row.Id.CompareTo(before) < 0)
                && (open == null || open == (row.EndedAt == null && row.OpenUntil > now)))
            .OrderByDescending(row => row.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<OpeningView>([.. found.Take(size).Select(OpeningView.Of)], found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }
}
