using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>Everything the registry holds about a person or household, and who saw it, for the answer to an accepted request of access. Recorded before it is told.</summary>
internal static class DiscloseHeld
{
    public static void Map(RouteGroupBuilder requests) => requests.MapPost("/{id:guid}/disclosure", Handle).WithName("DiscloseHeldData")
        .WithSummary("What is held about a person and who saw it, on an accepted request of access; each telling is recorded").RequireScope(Scopes.RightsDecide).WithDailyBudget("persons").AuditsRead();

    private static async Task<Results<Ok<HeldData>, Refusal>> Handle(Guid id, HouseholdDb db, AccessHistory history, PersonSeals seals, RightsStep step, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        var (found, refusal) = await step.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        if (found!.Disclose(step.Now) is { } why)
            return why;
        step.Note(found, "disclose");
        if (await db.Save(ct) is { } twice)
            return twice;
        return await db.File(found.HouseholdId, ct) is { } household
            ? TypedResults.Ok(await HeldDataGathering.Gather(db, history, seals, found, household, step.Now, ct))
            : Refusal.NotFound;
    }
}
