using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>Records that an accepted request was carried out, what was done and by whom. A correction is made by the operations that change a household, or named here with who makes it.</summary>
internal static class FinishRequest
{
    /// <summary>What was done.</summary>
    /// <param name="Outcome">What, and by whom, 10 to 2000 characters.</param>
    /// <param name="On">Date; today when absent.</param>
    public sealed record Request([PersonalData(DataClass.P2)] string? Outcome, [PersonalData(DataClass.P1)] DateOnly? On);

    public static void Map(RouteGroupBuilder requests) => requests.MapPost("/{id:guid}/completion", Handle).WithName("FinishRightsRequest")
        .WithSummary("Record that a request of rights was carried out").RequireScope(Scopes.RightsDecide).WithIdempotencyKey(keptForDays: 1, isRequired: false).AuditsRead();

    private static Task<Results<Ok<RightsView>, Refusal>> Handle(Guid id, Request request, RightsStep step, HttpContext http, CancellationToken ct) =>
        step.Take(id, http, "finish", (found, _) => found.Finish(request.Outcome, request.On ?? step.Today, step.Today, step.ActorId), ct);
}
