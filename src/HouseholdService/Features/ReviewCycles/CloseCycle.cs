using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCycles;

/// <summary>Every case is closed: the review ends.</summary>
internal static class CloseCycle
{
    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/closing", Handle).WithName("CloseCycle")
        .WithSummary("Close a review whose cases are all closed").RequireScope(Scopes.ReviewsPlan).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<CycleView>, Refusal>> Handle(Guid id, HouseholdDb db, CaseDesk desk, HttpContext http, CancellationToken ct)
    {
        await using var hold = await CycleHold.Take(db, id, alone: true, ct);
        var answer = await CycleChange.Make(id, "close", db, desk, http,
            async cycle => cycle.Close(await db.ReviewCases.CountAsync(found => found.CycleId == id && found.State != CaseState.Closed, ct), desk.Now), ct);
        await hold.Commit(ct);
        return answer;
    }
}
