using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>One request with its clocks.</summary>
internal static class GetRequest
{
    public static void Map(RouteGroupBuilder requests) => requests.MapGet("/{id:guid}", Handle).WithName("GetRightsRequest")
        .WithSummary("A request of rights with its clocks").RequireScope(Scopes.RightsRead).AuditsRead();

    private static async Task<Results<Ok<RightsView>, Refusal>> Handle(Guid id, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (await db.RightsRequests.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } found)
            return Refusal.NotFound;
        db.Audit(AuditEntry.Of(actor, "rights-request.read", "household", found.HouseholdId, clock.GetUtcNow(), found.ProvinceCode, found.CommuneCode, id.ToString()));
        await db.SaveChangesAsync(ct);
        RowTag.Send(http.Response, found.RowVersion);
        return TypedResults.Ok(RightsView.Of(found, (await book.Open(ct)).RightsTerms(), clock.Today()));
    }
}
