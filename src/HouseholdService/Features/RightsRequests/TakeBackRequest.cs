using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>The person takes the request back.</summary>
internal static class TakeBackRequest
{
    /// <summary>Why.</summary>
    /// <param name="Reason">Why, and how it was said, 10 to 2000 characters.</param>
    /// <param name="On">Date; today when absent.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Reason, DateOnly? On);

    public static void Map(RouteGroupBuilder requests) => requests.MapPost("/{id:guid}/withdrawal", Handle).WithName("TakeBackRightsRequest")
        .WithSummary("Record that a request of rights was taken back").RequireScope(Scopes.RightsReceive).WithIdempotencyKey(keptForDays: 1, isRequired: false).AuditsRead();

    private static Task<Results<Ok<RightsView>, Refusal>> Handle(Guid id, Request request, RightsStep step, HttpContext http, CancellationToken ct) =>
        step.Take(id, http, "take-back", (found, _) => found.TakeBack(request.Reason, request.On ?? step.Today, step.Today, step.ActorId), ct);
}
