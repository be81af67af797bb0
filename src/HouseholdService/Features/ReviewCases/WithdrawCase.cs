using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>The household takes its request back.</summary>
internal static class WithdrawCase
{
    /// <summary>The step.</summary>
    /// <param name="On">Legal date; today when absent.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Evidence">Paper behind it.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(DateOnly? On, string? Reason, EvidenceInput? Evidence);

    public static void Map(RouteGroupBuilder cases) => cases.MapPost("/{id:guid}/withdrawal", Handle).WithName("WithdrawCase")
        .WithSummary("Record that the household takes its request back").RequireScope(Scopes.ReviewsConduct).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static Task<Results<Ok<CaseView>, Refusal>> Handle(Guid id, Request request, CaseDesk desk, HttpContext http, CancellationToken ct) =>
        CaseAct.Take(id, request.On, "request", request.Evidence, request.Reason, desk, http, (found, act) => found.Withdraw(act), ct);
}
