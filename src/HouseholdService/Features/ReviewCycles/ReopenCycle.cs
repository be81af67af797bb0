using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCycles;

/// <summary>The province sends the totals back; the review is open again.</summary>
internal static class ReopenCycle
{
    /// <summary>Why.</summary>
    /// <param name="Reason">Reason, at least 10 characters.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Reason);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/reopening", Handle).WithName("ReopenCycle")
        .WithSummary("Send a reported review back to the commune (province)").RequireScope(Scopes.ReviewsSupervise).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static Task<Results<Ok<CycleView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, CaseDesk desk, HttpContext http, CancellationToken ct) =>
        CycleChange.Make(id, "reopen", db, desk, http, cycle => Task.FromResult(cycle.Reopen(request.Reason)), ct);
}
