using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCycles;

/// <summary>Takes a plan back that has no case yet.</summary>
internal static class CancelCycle
{
    /// <summary>Why.</summary>
    /// <param name="Reason">Reason, at least 10 characters.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Reason);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/cancellation", Handle).WithName("CancelCycle")
        .WithSummary("Cancel a plan without cases").RequireScope(Scopes.ReviewsPlan).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static Task<Results<Ok<CycleView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, CaseDesk desk, HttpContext http, CancellationToken ct) =>
        CycleChange.Make(id, "cancel", db, desk, http, async cycle => cycle.Cancel(request.Reason, await db.ReviewCases.CountAsync(found => found.CycleId == id, ct)), ct);
}
