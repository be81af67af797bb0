using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Lists;

/// <summary>The list of a year that was in force as far as was known at an instant. A later decision changes the answer for later instants only; the list and its entries never change.</summary>
internal static class FindListInForce
{
    public static void Map(RouteGroupBuilder lists) => lists.MapGet("/in-force", Handle).WithName("FindListInForce")
        .WithSummary("The list of a commune and year in force, as known at an instant").RequireScope(Scopes.ListsRead);

    private static async Task<Results<Ok<ListView>, Refusal>> Handle(string communeCode, short year, DateTimeOffset? knownAt, HouseholdDb db, TimeProvider clock, CancellationToken ct)
    {
        var at = knownAt ?? clock.GetUtcNow();
        if (at > clock.GetUtcNow())
            return Refusal.Invalid(new FieldFault("knownAt", "Chưa biết được điều sẽ ghi trong tương lai.", "What will be known later is not known yet."));
        var utc = at.ToUniversalTime();
        var list = await db.Lists.AsNoTracking().FirstOrDefaultAsync(row => row.CommuneCode == communeCode && row.ReviewYear == year && row.State == ListState.Recognised && row.RecognisedAt <= utc
            && !db.Lists.Any(other => other.ReplacesListId == row.Id && other.State == ListState.Recognised && other.RecognisedAt <= utc), ct);
        return list is null ? Refusal.NotFound : TypedResults.Ok(ListView.Of(list));
    }
}
