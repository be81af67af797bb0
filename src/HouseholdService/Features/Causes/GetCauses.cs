using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Causes;

/// <summary>Causes of a household through time. Judging ones appear only to who may judge, and that reading is audited.</summary>
internal static class GetCauses
{
    private const int Most = 200;

    public static void Map(RouteGroupBuilder households) => households.MapGet("/{id:guid}/causes", Handle).WithName("GetCauses")
        .WithSummary("Causes of poverty of a household").RequireScope(Scopes.HouseholdsRead).AuditsRead();

    private static async Task<Results<Ok<IReadOnlyList<CauseView>>, Refusal>> Handle(Guid id, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.File(id, ct) is not { } household)
            return Refusal.NotFound;
        var mayJudge = actor.Scopes.Contains(Scopes.CausesJudge);
        var rows = await db.HouseholdCauses.AsNoTracking().Where(row => row.HouseholdId == id && (mayJudge || !row.IsRestricted))
            .OrderByDescending(row => row.RecordedOn).ThenByDescending(row => row.IsMain).Take(Most).ToListAsync(ct);
        var action = rows.Exists(row => row.IsRestricted) ? "household.cause-judged.read" : "household.causes.read";
        db.Audit(AuditEntry.Of(actor, action, "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok<IReadOnlyList<CauseView>>([.. rows.Select(CauseView.Of)]);
    }
}
