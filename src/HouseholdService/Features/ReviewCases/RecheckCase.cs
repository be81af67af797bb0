using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>The re-check (phúc tra) answers every open objection of a case: upheld with new answers of form B, or rejected because the old ones stand.</summary>
internal static class RecheckCase
{
    /// <summary>The re-check.</summary>
    /// <param name="On">Date; today when absent.</param>
    /// <param name="ReviewerId">Reviewer; not the one who visited.</param>
    /// <param name="Upheld">Whether the objection proved right.</param>
    /// <param name="Answer">Answer to who objected, at least 10 characters.</param>
    /// <param name="Answers">New answers of form B; demanded when upheld.</param>
    /// <param name="Evidence">Record of the re-check.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(DateOnly? On, Guid ReviewerId, bool Upheld, string? Answer, FormBInput? Answers, EvidenceInput? Evidence);

    public static void Map(RouteGroupBuilder cases) => cases.MapPost("/{id:guid}/recheck", Handle).WithName("RecheckCase")
        .WithSummary("Re-check a case and answer its objections").RequireScope(Scopes.ReviewsConduct).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<CaseView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, ReferenceBook book, CaseDesk desk, HttpContext http, CancellationToken ct)
    {
        var (proof, fault) = Evidence.Of("recheck-record", request.Evidence?.Reference, request.Evidence?.Sha256);
        if (fault is not null)
            return Refusal.Invalid(fault);
        var (found, cycle, refusal) = await desk.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var (reviewer, other) = await desk.Reviewer(cycle!, request.ReviewerId, ct);
        if (reviewer is null)
            return other!;
        if (reviewer.Id == found!.ReviewerId)
            return new Refusal(403, "second-person", "Phúc tra phải do rà soát viên khác thực hiện.", "The re-check is made by another reviewer.");
        if (reviewer.Relatives.Contains(found.HouseholdId))
            return new Refusal(403, "own-family", "Rà soát viên không được phúc tra hộ của gia đình mình.", "A reviewer does not re-check the own family.");
        var act = await desk.Act(cycle!, request.On, ct, proof);
        var open = await db.Objections.Where(row => row.CaseId == id && row.AnsweredOn == null).ToListAsync(ct);
        foreach (var objection in open)
            if (objection.Close(request.Upheld ? ObjectionState.Upheld : ObjectionState.Rejected, request.Answer, act.On, act.ActorId) is { } unanswered)
                return unanswered;
        var (reviewId, result) = ((Guid?)null, found.Class ?? PovertyClass.Undetermined);
        if (request.Upheld)
        {
            var (review, computed, wrong) = await db.Record(found, cycle!, request.Answers, act.On, reviewer.FullName, act.At, await book.Open(ct), ct);
            if (review is null)
                return wrong!;
            (reviewId, result) = (review.Id, computed);
        }

        var isLate = open.Exists(objection => objection.DueOn < act.On);
        return await desk.Take(found, cycle!, act, (contested, recheck) => contested.Recheck(result, reviewId, isLate, recheck), ct) is { } why ? why : CaseAct.Answer(found, http.Response);
    }
}
