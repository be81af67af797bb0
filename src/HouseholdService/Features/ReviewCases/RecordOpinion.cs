using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>The opinion of a higher level, where the rules of the day ask for one.</summary>
internal static class RecordOpinion
{
    /// <summary>The step.</summary>
    /// <param name="On">Legal date; today when absent.</param>
    /// <param name="Reason">Why, where there is something to say.</param>
    /// <param name="Evidence">Paper behind it.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(DateOnly? On, string? Reason, EvidenceInput? Evidence);

    public static void Map(RouteGroupBuilder cases) => cases.MapPost("/{id:guid}/opinion", Handle).WithName("RecordOpinion")
        .WithSummary("Record the opinion of a higher level").RequireScope(Scopes.ReviewsSupervise).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static Task<Results<Ok<CaseView>, Refusal>> Handle(Guid id, Request request, CaseDesk desk, HttpContext http, CancellationToken ct) =>
        CaseAct.Take(id, request.On, "opinion", request.Evidence, request.Reason, desk, http, (found, act) => found.Opine(act), ct);
}
