using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Restrictions;

/// <summary>Restrictions on the use of a household's data, those in force and those that ended.</summary>
internal static class ListRestrictions
{
    private const int Most = 100;

    public static void Map(RouteGroupBuilder households) => households.MapGet("/{id:guid}/restrictions", Handle).WithName("ListRestrictions")
        .WithSummary("Restrictions on the use of a household's data, latest first").RequireScope(Scopes.HouseholdsRead);

    private static async Task<Results<Ok<IReadOnlyList<RestrictionView>>, Refusal>> Handle(Guid id, HouseholdDb db, CancellationToken ct) => await db.File(id, ct) is null
        ? Refusal.NotFound
        : TypedResults.Ok<IReadOnlyList<RestrictionView>>(
            [.. (await db.Restrictions.AsNoTracking().Where(row => row.HouseholdId == id).OrderByDescending(row => row.FromOn).Take(Most).ToListAsync(ct)).Select(RestrictionView.Of)]);
}
