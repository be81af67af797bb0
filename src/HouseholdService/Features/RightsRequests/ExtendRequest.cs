using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>Moves the last day of an accepted request, once, with a reason.</summary>
internal static class ExtendRequest
{
    /// <summary>Why.</summary>
    /// <param name="Reason">What the person is told, 10 to 2000 characters.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Reason);

    public static void Map(RouteGroupBuilder requests) => requests.MapPost("/{id:guid}/extension", Handle).WithName("ExtendRightsRequest")
        .WithSummary("Move the last day of a request, once").RequireScope(Scopes.RightsDecide).WithIdempotencyKey(keptForDays: 1, isRequired: false).AuditsRead();

    private static Task<Results<Ok<RightsView>, Refusal>> Handle(Guid id, Request request, RightsStep step, HttpContext http, CancellationToken ct) =>
        step.Take(id, http, "extend", (found, terms) => found.Extend(request.Reason, terms, step.Today), ct);
}
