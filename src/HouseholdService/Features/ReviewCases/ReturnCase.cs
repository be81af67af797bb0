using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>Sends a case back to be done again; the reason is demanded.</summary>
internal static class ReturnCase
{
    /// <summary>The step.</summary>
    /// <param name="On">Legal date; today when absent.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Evidence">Paper behind it.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(DateOnly? On, string? Reason, EvidenceInput? Evidence);

    public static void Map(RouteGroupBuilder cases) => cases.MapPost("/{id:guid}/return", Handle).WithName("ReturnCase")
        .WithSummary("Send a case back, with the reason").RequireScope(Scopes.ReviewsConduct).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static Task<Results<Ok<CaseView>, Refusal>> Handle(Guid id, Request request, CaseDesk desk, HttpContext http, CancellationToken ct) =>
        CaseAct.Take(id, request.On, "reason", request.Evidence, request.Reason, desk, http, (found, act) => found.Return(act), ct);
}
