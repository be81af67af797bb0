using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Duplicates;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.Duplicates;

/// <summary>Decides about a suspected pair, or takes the decision back; each with its reason, all kept.</summary>
internal static class SettleCandidate
{
    private const int LongestGround = 500;

    /// <summary>A decision.</summary>
    /// <param name="Verdict">Different people, one household entered twice, or one person in two households.</param>
    /// <param name="Reason">Why, 10 to 1000 characters.</param>
    /// <param name="MergeInto">For one household entered twice: the entry that stays. They become one in the same commit, by an event that can be undone; without it only the verdict is kept.</param>
    public sealed record Request(
        DuplicateVerdict Verdict,
        [PersonalData(DataClass.P1)] string Reason,
        Guid? MergeInto = null);

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
        Guid id, Request request, HttpRequest http, HouseholdDb db, EventDesk desk, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct) =>
        Change(id, http, db, book, actor, clock, "duplicate.settle", request.Reason, row => row.Settle(request.Verdict, request.Reason, actor.Id, clock.GetUtcNow()), ct,
            request.MergeInto is { } into ? candidate => Merge(candidate, request, into, desk, actor, ct) : null);

    private static Task<Results<Ok<CandidateView>, Refusal>> Reopen(
        Guid id, Again request, HttpRequest http, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct) =>
        Change(id, http, db, book, actor, clock, "duplicate.reopen", request.Reason, row => row.Reopen(request.Reason), ct, candidate => WhyStillMerged(candidate, db, ct));

    private static async Task<(Guid? Event, Refusal? Refusal)> Merge(DuplicateCandidate candidate, Request request, Guid into, EventDesk desk, Actor actor, CancellationToken ct)
    {
        if (request.Verdict != DuplicateVerdict.SameHousehold || (into != candidate.FirstHouseholdId && into != candidate.SecondHouseholdId))
            return (null, Refusal.Invalid(new FieldFault("mergeInto", "Chỉ nhập khi kết luận là cùng một hộ, vào một trong hai hộ của cặp.", "Merging goes with the verdict of one household, into one of the pair.")));
        if (!actor.Scopes.Contains(Scopes.HouseholdsWrite))
            return (null, Refusal.ScopeMissing);
        var (stays, ends, refusal) = await desk.OpenPair(into, into == candidate.FirstHouseholdId ? candidate.SecondHouseholdId : candidate.FirstHouseholdId, ct);
        if (refusal is not null)
            return (null, refusal);
        var (twice, why) = Doubles.Join(stays!, ends!, desk.Today, desk.Today, desk.Now);
        if (why is not null)
            return (null, why);
        foreach (var (second, first) in twice)
            desk.Numbers.Keep(second, first);
        var text = $"Hộ ghi trùng: {request.Reason.Trim()}";
        var (ground, unfounded) = Ground.Of(text.Length > LongestGround ? text[..LongestGround] : text, null);
        if (ground is null)
            return (null, unfounded);
        var (recorded, changed) = await desk.Record(HouseholdEventKind.Merged, stays!.Household, desk.Today, ground, new { joinedHouseholdId = ends!.Household.Id, candidateId = candidate.Id, twice = twice.Select(pair => pair.Second.Id) }, ct,
            (household, now) => new HouseholdMerged(Guid.CreateVersion7(now), now, household.Id, household.Version, household.ProvinceCode, household.CommuneCode, ends.Household.Id, desk.Today, household.Persons));
        return (recorded?.Id, changed);
    }

    // The pair cannot be looked at again while it is one household.
    private static async Task<(Guid? Event, Refusal? Refusal)> WhyStillMerged(DuplicateCandidate candidate, HouseholdDb db, CancellationToken ct) =>
        await db.HouseholdEvents.AsNoTracking().Where(row => row.Kind == HouseholdEventKind.Merged && row.Households.Contains(candidate.FirstHouseholdId) && row.Households.Contains(candidate.SecondHouseholdId)
            && !db.HouseholdEvents.Any(other => other.UndoesId == row.Id)).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(ct) is { } merged
            ? (null, Refusal.Conflict("still-merged", $"Hai hộ đã được nhập thành một (sự kiện {merged}); hãy hủy việc nhập trước khi mở lại.", $"The two were merged into one (event {merged}); undo that before reopening."))
            : (null, null);

    private static async Task<Results<Ok<CandidateView>, Refusal>> Change(
        Guid id, HttpRequest http, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, string action, string reason, Func<DuplicateCandidate, Refusal?> change, CancellationToken ct,
        Func<DuplicateCandidate, Task<(Guid? Event, Refusal? Refusal)>>? also = null)
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
            // What else is done about the pair saves with it, and commits both or nothing.
            var (merged, why) = also is null ? default : await also(candidate);
            if (why is not null)
                return why;
            if (merged is not null)
                return TypedResults.Ok(CandidateView.Of(candidate, (await book.Open(ct)).DuplicateWeights) with { MergeEventId = merged });
            return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(CandidateView.Of(candidate, (await book.Open(ct)).DuplicateWeights));
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Conflict("candidate-state", "Cặp hộ vừa được người khác xử lý; hãy tải lại.", "Somebody else has just decided about this pair; load it again.");
        }
    }
}
