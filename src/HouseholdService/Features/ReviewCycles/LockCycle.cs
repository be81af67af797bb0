using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCycles;

/// <summary>The province accepts the totals; nothing changes afterwards.</summary>
internal static class LockCycle
{
    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/lock", Handle).WithName("LockCycle")
        .WithSummary("Accept and lock a reported review (province)").RequireScope(Scopes.ReviewsSupervise).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static Task<Results<Ok<CycleView>, Refusal>> Handle(Guid id, HouseholdDb db, CaseDesk desk, HttpContext http, CancellationToken ct) =>
        CycleChange.Make(id, "lock", db, desk, http, cycle => Task.FromResult(cycle.Lock(desk.ActorId, desk.Now)), ct);
}
