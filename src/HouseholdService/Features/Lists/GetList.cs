using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Lists;

/// <summary>One list with its totals.</summary>
internal static class GetList
{
    public static void Map(RouteGroupBuilder lists) => lists.MapGet("/{id:guid}", Handle).WithName("GetList")
        .WithSummary("A list with its totals and decision").RequireScope(Scopes.ListsRead);

    private static async Task<Results<Ok<ListView>, Refusal>> Handle(Guid id, HouseholdDb db, CancellationToken ct) =>
        await db.Lists.AsNoTracking().FirstOrDefaultAsync(list => list.Id == id, ct) is { } list ? TypedResults.Ok(ListView.Of(list)) : Refusal.NotFound;
}
