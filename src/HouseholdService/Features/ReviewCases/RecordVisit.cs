using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>A reviewer visited the household and filled in form B; the answers are kept as its review, standard and scoring rules are fixed.</summary>
internal static class RecordVisit
{
    /// <summary>The visit.</summary>
    /// <param name="On">Date of the visit; today when absent.</param>
    /// <param name="ReviewerId">Reviewer, as named by the review.</param>
    /// <param name="Answers">Form B.</param>
    /// <param name="Evidence">The signed form.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(DateOnly? On, Guid ReviewerId, FormBInput? Answers, EvidenceInput? Evidence);

    public static void Map(RouteGroupBuilder cases) => cases.MapPost("/{id:guid}/visit", Handle).WithName("RecordVisit")
        .WithSummary("Record a visit with form B").RequireScope(Scopes.ReviewsConduct).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<CaseView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, ReferenceBook book, CaseDesk desk, HttpContext http, CancellationToken ct)
    {
        var (proof, fault) = Evidence.Of("form-b", request.Evidence?.Reference, request.Evidence?.Sha256);
        if (fault is not null)
            return Refusal.Invalid(fault);
        var (found, cycle, refusal) = await desk.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var (reviewer, other) = await desk.Reviewer(cycle!, request.ReviewerId, ct);
        if (reviewer is null)
            return other!;
        var act = await desk.Act(cycle!, request.On, ct, proof);
        var pages = await book.Open(ct);
        var (review, _, wrong) = await db.Record(found!, cycle!, request.Answers, act.On, reviewer.FullName, act.At, pages, ct);
        if (review is null)
            return wrong!;
        var version = ScoringVersion.Of(pages.Standards.Of(review.StandardCode)!);
        return await desk.Take(found!, cycle!, act, (open, visit) => open.Visit(review.Id, reviewer, review.StandardCode, version, visit), ct) is { } why ? why : CaseAct.Answer(found!, http.Response);
    }
}
