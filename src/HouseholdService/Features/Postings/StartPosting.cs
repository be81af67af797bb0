using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.Postings;

/// <summary>Posts the results that meetings agreed to, or after a re-check posts them again; for a hamlet, or for the whole commune.</summary>
internal static class StartPosting
{
    private const int Longest = 200;

    /// <summary>The posting.</summary>
    /// <param name="Round">1, or 2 for results after a re-check.</param>
    /// <param name="Hamlet">Hamlet, or null for the whole commune.</param>
    /// <param name="Places">Where it hangs.</param>
    /// <param name="FromDay">First day.</param>
    /// <param name="Until">Last day; at least the working days of the rules.</param>
    /// <param name="ProofReference">Reference of the dated proof.</param>
    /// <param name="ProofSha256">SHA-256 of the proof.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(int Round, string? Hamlet, IReadOnlyList<string>? Places, DateOnly FromDay, DateOnly Until, string? ProofReference, string? ProofSha256);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/postings", Handle).WithName("StartPosting")
        .WithSummary("Post results").RequireScope(Scopes.ReviewsConduct).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Created<PostingView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, CaseDesk desk, CancellationToken ct)
    {
        var (proof, fault) = Evidence.Of("posting-proof", request.ProofReference, request.ProofSha256);
        if (fault is not null)
            return Refusal.Invalid(fault);
        if (request.Round is not (1 or 2) || request.Hamlet?.Length > Longest || request.Places is not { Count: > 0 and <= 20 } || request.Places.Any(place => place is not { Length: > 0 and <= Longest }))
            return Refusal.Invalid(new FieldFault("places", "Ghi lần niêm yết (1 hoặc 2) và nơi niêm yết, tối đa 20 nơi.", "State the round (1 or 2) and where it is posted, at most 20 places."));
        if (await desk.Cycle(id, ct) is not { } cycle)
            return Refusal.NotFound;
        var (hamlet, outside) = await db.HamletOf(cycle, request.Hamlet, ct);
        if (outside is not null)
            return outside;
        var act = await desk.Act(cycle, request.FromDay, ct, proof);
        var posting = new Posting
        {
            ProvinceCode = cycle.ProvinceCode,
            CommuneCode = cycle.CommuneCode,
            CycleId = cycle.Id,
            Round = (short)request.Round,
            HamletName = string.IsNullOrWhiteSpace(request.Hamlet) ? null : request.Hamlet.Trim(),
            HamletCode = hamlet,
            Places = [.. request.Places],
            FromDay = request.FromDay,
            Until = request.Until,
            ProofReference = proof?.Reference,
            ProofSha256 = proof?.Sha256,
            PostedBy = act.ActorId,
            RecordedAt = act.At,
        };
        if ((cycle.WhyNotIn(act) ?? posting.WhyNot(act.Rules)) is { } impossible)
            return impossible;
        var from = CasePath.Before(request.Round == 1 ? CaseStep.Post : CaseStep.PostAgain)[0];
        var cases = await db.ReviewCases.Where(found => found.CycleId == id && found.State == from && (posting.HamletName == null || found.HamletName == posting.HamletName)).ToListAsync(ct);
        if (cases.Count == 0)
            return Refusal.Rule("nothing-to-post", "Không có hồ sơ nào đủ điều kiện niêm yết.", "No case is ready to be posted.", ReviewRules.Procedure);
        if (await Hang(posting, cases, act, db, desk, ct) is { } refusal)
            return refusal;
        desk.Audit(cycle, "review-posting.start", posting.Id, "review-posting");
        return await db.Save(ct) is { } twice ? twice : TypedResults.Created($"/v1/postings/{posting.Id}", PostingView.Of(posting));
    }

    private static async Task<Refusal?> Hang(Posting posting, List<ReviewCase> cases, StepAct act, HouseholdDb db, CaseDesk desk, CancellationToken ct)
    {
        var ids = cases.Select(found => found.HouseholdId).ToArray();
        var heads = await db.Households.AsNoTracking().Where(household => ids.Contains(household.Id)).Select(household => new { household.Id, household.HeadName }).ToDictionaryAsync(row => row.Id, row => row.HeadName, ct);
        db.Postings.Add(posting);
        foreach (var found in cases.OrderBy(found => found.HamletName, StringComparer.Ordinal).ThenBy(found => found.Class).ThenBy(found => found.Id))
        {
            if (!heads.TryGetValue(found.HouseholdId, out var head))
                return Refusal.Conflict("household-moved", $"Hộ của hồ sơ {found.Id} không còn ở xã; trả lại hồ sơ trước khi niêm yết.", $"The household of case {found.Id} has left the commune; send the case back first.");
            var move = found.Post(posting, act);
            if (move.IsRefused)
                return move.Refusal;
            desk.Keep(move.Taken);
            db.PostingLines.Add(new PostingLine
            {
                ProvinceCode = posting.ProvinceCode,
                CommuneCode = posting.CommuneCode,
                PostingId = posting.Id,
                Ordinal = ++posting.Lines,
                CaseId = found.Id,
                HeadName = head,
                HamletName = found.HamletName,
                Class = found.Class!.Value,
                StartClass = found.StartClass,
            });
        }

        return null;
    }
}
