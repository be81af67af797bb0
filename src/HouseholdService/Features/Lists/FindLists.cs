using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Lists;

/// <summary>Lists of the caller's areas, oldest first.</summary>
internal static class FindLists
{
    public static void Map(RouteGroupBuilder lists) => lists.MapGet("/", Handle).WithName("FindLists")
        .WithSummary("Lists of your areas, by commune and year").RequireScope(Scopes.ListsRead);

    private static async Task<Results<Ok<Page<ListView>>, Refusal>> Handle(
        string? communeCode, short? year, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var found = await db.Lists.AsNoTracking()
            .Where(list => (communeCode == null || list.CommuneCode == communeCode) && (year == null || list.ReviewYear == year) && list.Id.CompareTo(after) > 0)
            .OrderBy(list => list.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<ListView>([.. found.Take(size).Select(ListView.Of)], found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }
}
