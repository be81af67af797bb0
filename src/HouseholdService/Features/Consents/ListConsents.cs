using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Consents;

/// <summary>Consents of a household and its members, withdrawn and expired ones too.</summary>
internal static class ListConsents
{
    public static void Map(RouteGroupBuilder households) => households.MapGet("/{id:guid}/consents", Handle).WithName("ListConsents")
        .WithSummary("Consents of a household and its members, with their history").RequireScope(Scopes.HouseholdsRead);

    private static async Task<Results<Ok<Page<ConsentView>>, Refusal>> Handle(Guid id, string? cursor, int? limit, HouseholdDb db, TimeProvider clock, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        if (await db.File(id, ct) is null)
            return Refusal.NotFound;
        var size = limit ?? PageSize.Usual;
        var found = await db.Consents.AsNoTracking().Where(row => row.HouseholdId == id && row.Id.CompareTo(after) > 0).OrderBy(row => row.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<ConsentView>([.. found.Take(size).Select(row => ConsentView.Of(row, clock.Today()))], found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }
}
