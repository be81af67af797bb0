using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>Accepts or refuses a request, by another officer than the one who received it. A restriction holds from this moment, not from its completion.</summary>
internal static class AnswerRequest
{
    /// <summary>The answer.</summary>
    /// <param name="IsAccepted">Accepted or refused.</param>
    /// <param name="Answer">What the person is told, 10 to 2000 characters.</param>
    /// <param name="LegalSource">Legal source; demanded of a refusal.</param>
    /// <param name="On">Date; today when absent.</param>
    public sealed record Request(bool IsAccepted, [PersonalData(DataClass.P2)] string? Answer, [PersonalData(DataClass.P1)] string? LegalSource, [PersonalData(DataClass.P1)] DateOnly? On);

    public static void Map(RouteGroupBuilder requests) => requests.MapPost("/{id:guid}/answer", Handle).WithName("AnswerRightsRequest")
        .WithSummary("Accept or refuse a request of rights").RequireScope(Scopes.RightsDecide).WithIdempotencyKey(keptForDays: 1, isRequired: false).AuditsRead();

    private static Task<Results<Ok<RightsView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, RightsStep step, HttpContext http, CancellationToken ct) =>
        step.Take(id, http, "answer", (found, _) =>
        {
            var on = request.On ?? step.Today;
            if (found.Reply(request.IsAccepted, request.Answer, request.LegalSource, on, step.Today, step.ActorId) is { } refusal)
                return refusal;
            if (ProcessingRestriction.Of(found, on, step.ActorId) is { } restriction)
                db.Restrictions.Add(restriction);
            return null;
        }, ct);
}
