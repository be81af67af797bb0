using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.HamletChanges;

/// <summary>Changes of hamlets in the caller's areas, also those that were taken back.</summary>
internal static class FindHamletChanges
{
    public static void Map(RouteGroupBuilder changes) => changes.MapGet("", Handle).WithName("FindHamletChanges")
        .WithSummary("Mergers, new names and splits of hamlets in your areas").RequireScope(Scopes.ReferenceRead);

    private static async Task<Results<Ok<Page<HamletChangeView>>, Refusal>> Handle(string? communeCode, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var found = await db.HamletChanges.AsNoTracking().Where(row => row.Id.CompareTo(after) > 0 && (communeCode == null || row.CommuneCode == communeCode)).OrderBy(row => row.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<HamletChangeView>(await HamletChangeView.Of(db, [.. found.Take(size)], ct), found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }
}
