using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Restrictions;

/// <summary>Ends a restriction, with the reason; it stays in the history.</summary>
internal static class EndRestriction
{
    /// <summary>Why it ends.</summary>
    /// <param name="Reason">Reason, 10 to 1000 characters.</param>
    /// <param name="On">First day on which it no longer holds; today when absent.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Reason, DateOnly? On);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/restrictions/{restrictionId:guid}/end", Handle).WithName("EndRestriction")
        .WithSummary("End a restriction on the use of a household's data").RequireScope(Scopes.RightsDecide).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<RestrictionView>, Refusal>> Handle(
        Guid id, Guid restrictionId, Request request, HouseholdDb db, Actor actor, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (await db.Restrictions.FirstOrDefaultAsync(row => row.Id == restrictionId && row.HouseholdId == id, ct) is not { } found)
            return Refusal.NotFound;
        if (RowTag.Compare(http.Request, found.RowVersion, "endedOn", "Việc hạn chế đã thay đổi.", "The restriction changed.") is { } changed)
            return changed;
        if (found.End(request.Reason, request.On ?? clock.Today(), clock.Today(), actor.Id) is { } refusal)
            return refusal;
        db.Audit(AuditEntry.Of(actor, "restriction.end", "household", id, clock.GetUtcNow(), found.ProvinceCode, found.CommuneCode, found.RequestId.ToString()), found);
        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(RestrictionView.Of(found));
    }
}
