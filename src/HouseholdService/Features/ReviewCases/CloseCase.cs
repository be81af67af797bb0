using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>Closes a refused case whose answer was delivered.</summary>
internal static class CloseCase
{
    /// <summary>The step.</summary>
    /// <param name="On">Legal date; today when absent.</param>
    /// <param name="Reason">Why, where there is something to say.</param>
    /// <param name="Evidence">Paper behind it.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(DateOnly? On, string? Reason, EvidenceInput? Evidence);

    public static void Map(RouteGroupBuilder cases) => cases.MapPost("/{id:guid}/closing", Handle).WithName("CloseCase")
        .WithSummary("Close a case in which nothing is left to do").RequireScope(Scopes.ReviewsConduct).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static Task<Results<Ok<CaseView>, Refusal>> Handle(Guid id, Request? request, CaseDesk desk, HttpContext http, CancellationToken ct) =>
        CaseAct.Take(id, request?.On, "closing", request?.Evidence, request?.Reason, desk, http, (found, act) => found.Close(act), ct);
}
