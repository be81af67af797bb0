using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Duplicates;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.Duplicates;

/// <summary>Decides about a suspected pair, or takes the decision back; each with its reason, all kept.</summary>
internal static class SettleCandidate
{
    /// <summary>A decision.</summary>
    /// <param name="Verdict">Different people, one household entered twice, or one person in two households.</param>
    /// <param name="Reason">Why, 10 to 1000 characters.</param>
    public sealed record Request(
        DuplicateVerdict Verdict,
        [PersonalData(DataClass.P1)] string Reason);

    /// <summary>Why a decision is taken back.</summary>
    /// <param name="Reason">10 to 1000 characters.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Again(string Reason);

    public static void Map(RouteGroupBuilder candidates)
    {
        candidates.MapPost("/{id:guid}/verdict", Settle).WithName("SettleDuplicate")
            .WithSummary("Decide about a suspected pair").RequireScope(Scopes.DuplicatesSettle).WithIdempotencyKey(keptForDays: 1, isRequired: false);
        candidates.MapPost("/{id:guid}/reopening", Reopen).WithName("ReopenDuplicate")
            .WithSummary("Take a decision back").RequireScope(Scopes.DuplicatesSettle).WithIdempotencyKey(keptForDays: 1, isRequired: false);
    }

    private static Task<Results<Ok<CandidateView>, Refusal>> Settle(
        Guid id, Request request, HttpRequest http, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct) =>
        Change(id, http, db, book, actor, clock, "duplicate.settle", request.Reason, row => row.Settle(request.Verdict, request.Reason, actor.Id, clock.GetUtcNow()), ct);

    private static Task<Results<Ok<CandidateView>, Refusal>> Reopen(
        Guid id, Again request, HttpRequest http, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct) =>
        Change(id, http, db, book, actor, clock, "duplicate.reopen", request.Reason, row => row.Reopen(request.Reason), ct);

    private static async Task<Results<Ok<CandidateView>, Refusal>> Change(
        Guid id, HttpRequest http, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, string action, string reason, Func<DuplicateCandidate, Refusal?> change, CancellationToken ct)
    {
        if (await db.VisibleCandidates().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } candidate)
            return Refusal.NotFound;
        if (RowTag.Compare(http, candidate.RowVersion, "state", "Cặp hộ vừa được người khác xử lý.", "Somebody else has just decided about this pair.") is { } changed)
            return changed;
        if (change(candidate) is { } refusal)
            return refusal;
        db.DuplicateDecisions.Add(new DuplicateDecision
        {
            ProvinceCode = candidate.ProvinceCode,
            CommuneCode = candidate.CommuneCode,
            CandidateId = id,
            Ordinal = (short)(await db.DuplicateDecisions.CountAsync(row => row.CandidateId == id, ct) + 1),
            Verdict = candidate.Verdict,
            Reason = reason.Trim(),
            DecidedBy = actor.Id,
            DecidedAt = clock.GetUtcNow(),
        });
        db.Audit(AuditEntry.Of(actor, action, "duplicate-candidate", id, clock.GetUtcNow(), candidate.ProvinceCode, candidate.CommuneCode));
        try
        {
            return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(CandidateView.Of(candidate, (await book.Open(ct)).DuplicateWeights));
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Conflict("candidate-state", "Cặp hộ vừa được người khác xử lý; hãy tải lại.", "Somebody else has just decided about this pair; load it again.");
        }
    }
}
