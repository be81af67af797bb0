using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Postings;

/// <summary>Postings of a review.</summary>
internal static class FindPostings
{
    public static void Map(RouteGroupBuilder cycles) => cycles.MapGet("/{id:guid}/postings", Handle).WithName("FindPostings")
        .WithSummary("Postings of a review").RequireScope(Scopes.ReviewsRead);

    private static async Task<Results<Ok<Page<PostingView>>, Refusal>> Handle(Guid id, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var found = await db.Postings.AsNoTracking().Where(row => row.CycleId == id && row.Id.CompareTo(after) > 0).OrderBy(row => row.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<PostingView>(await PostingView.Of(db, [.. found.Take(size)], ct), found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }
}
