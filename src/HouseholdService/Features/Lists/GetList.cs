using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Lists;

/// <summary>One list with its totals. The ETag names its state, for <c>If-Match</c> on recognition.</summary>
internal static class GetList
{
    public static void Map(RouteGroupBuilder lists) => lists.MapGet("/{id:guid}", Handle).WithName("GetList")
        .WithSummary("A list with its totals and decision").RequireScope(Scopes.ListsRead);

    private static async Task<Results<Ok<ListView>, Refusal>> Handle(Guid id, HouseholdDb db, HttpResponse response, CancellationToken ct)
    {
        if (await db.Lists.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } list)
            return Refusal.NotFound;
        ListTag.Send(response, list);
        return TypedResults.Ok(ListView.Of(list));
    }
}
