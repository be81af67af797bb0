using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>What every step of one case does around its own rule: find, compare, take, save, answer.</summary>
internal static class CaseAct
{
    public static async Task<Results<Ok<CaseView>, Refusal>> Take(
        Guid id, DateOnly? on, string evidenceKind, EvidenceInput? evidence, string? reason, CaseDesk desk, HttpContext http, Func<ReviewCase, StepAct, Move> step, CancellationToken ct)
    {
        var (proof, fault) = Evidence.Of(evidenceKind, evidence?.Reference, evidence?.Sha256);
        if (fault is not null)
            return Refusal.Invalid(fault);
        var (found, cycle, refusal) = await desk.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var act = await desk.Act(cycle!, on, ct, proof, reason);
        return await desk.Take(found!, cycle!, act, step, ct) is { } why ? why : Answer(found!, http.Response);
    }

    public static Ok<CaseView> Answer(ReviewCase found, HttpResponse response)
    {
        RowTag.Send(response, found.RowVersion);
        return TypedResults.Ok(CaseView.Of(found));
    }
}
