using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Duplicates;

/// <summary>How far a search is.</summary>
internal static class GetDuplicateSearch
{
    public static void Map(RouteGroupBuilder searches) => searches.MapGet("/{id:guid}", Handle).WithName("GetDuplicateSearch")
        .WithSummary("Progress of a search for duplicates").RequireScope(Scopes.DuplicatesSettle);

    private static async Task<Results<Ok<DuplicateSearchView>, Refusal>> Handle(Guid id, HouseholdDb db, CancellationToken ct) =>
        await db.DuplicateSearches.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is { } search ? TypedResults.Ok(DuplicateSearchView.Of(search)) : Refusal.NotFound;
}
