using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Duplicates;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Duplicates;

/// <summary>Stops a search; nothing of it is kept.</summary>
internal static class CancelDuplicateSearch
{
    public static void Map(RouteGroupBuilder searches) => searches.MapDelete("/{id:guid}", Handle).WithName("CancelDuplicateSearch")
        .WithSummary("Stop a search for duplicates").RequireScope(Scopes.DuplicatesSettle);

    private static async Task<Results<Accepted<DuplicateSearchView>, Refusal>> Handle(Guid id, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.DuplicateSearches.FirstOrDefaultAsync(row => row.Id == id, ct) is not { } search)
            return Refusal.NotFound;
        if (search.State is not (SearchState.Queued or SearchState.Running))
            return Refusal.Conflict("search-ended", "Việc tìm trùng đã kết thúc.", "The search has ended.");
        if (!search.CancelRequested)
        {
            search.CancelRequested = true;
            db.Audit(AuditEntry.Of(actor, "duplicates.cancel", "duplicate-search", search.Id, clock.GetUtcNow(), search.ProvinceCode, search.CommuneCode));
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.Accepted($"/household/v1/duplicate-searches/{id}", DuplicateSearchView.Of(search));
    }
}
