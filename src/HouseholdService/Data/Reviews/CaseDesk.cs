using Microsoft.EntityFrameworkCore;
using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Data.Reviews;

/// <summary>The desk on which cases are worked: it finds them inside the caller's areas, knows the rules of the day, and keeps each step with its audit line.</summary>
internal sealed class CaseDesk(HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock)
{
    /// <summary>Today in Viet Nam.</summary>
    public DateOnly Today => clock.Today();

    /// <summary>Now.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Subject of the caller's token.</summary>
    public string ActorId => actor.Id;

    /// <summary>A cycle of the caller's areas, to be changed; null when there is none.</summary>
    public Task<ReviewCycle?> Cycle(Guid id, CancellationToken ct) => db.ReviewCycles.FirstOrDefaultAsync(cycle => cycle.Id == id, ct);

    /// <summary>A case of the caller's areas with its cycle, to be changed. <c>If-Match</c> of the request is compared.</summary>
    public async Task<(ReviewCase? Case, ReviewCycle? Cycle, Refusal? Refusal)> Open(Guid id, HttpRequest request, CancellationToken ct)
    {
        if (await db.ReviewCases.FirstOrDefaultAsync(row => row.Id == id, ct) is not { } found)
            return (null, null, Refusal.NotFound);
        var changed = RowTag.Compare(request, found.RowVersion, "state", $"Bước cuối ngày {found.LastStepOn:dd/MM/yyyy}; hồ sơ {CaseWords.Vi(found.State)}.",
            $"Last step {found.LastStep} of {found.LastStepOn:yyyy-MM-dd}; the case is {CaseWords.En(found.State)}.");
        return (found, await Cycle(found.CycleId, ct), changed);
    }

    /// <summary>An act of the caller on a legal date, under the rules of that date.</summary>
    public async Task<StepAct> Act(ReviewCycle cycle, DateOnly? on, CancellationToken ct, Evidence? evidence = null, string? reason = null) =>
        new(on ?? Today, actor.Id, Now, Today, (await book.Open(ct)).Reviews.On(cycle.Kind, on ?? Today), evidence, reason);

    /// <summary>Takes one step of one case and saves it.</summary>
    public async Task<Refusal?> Take(ReviewCase found, ReviewCycle cycle, StepAct act, Func<ReviewCase, StepAct, Move> step, CancellationToken ct)
    {
        if (cycle.WhyNotIn(act) is { } closed)
            return closed;
        var move = step(found, act);
        if (move.IsRefused)
            return move.Refusal;
        Keep(move.Taken);
        return await db.Save(ct);
    }

    /// <summary>Why the caller or the date of the act cannot decide in this cycle, or null: outside the window, or the caller is one of its reviewers.</summary>
    public async Task<Refusal?> WhyNotDecide(ReviewCycle cycle, StepAct act, CancellationToken ct) =>
        cycle.WhyNotDecide(act.On, act.Rules)
        ?? (await db.CyclePeople.AnyAsync(person => person.CycleId == cycle.Id && person.Role == CycleRole.Reviewer && person.Account == actor.Id, ct)
            ? new Refusal(403, "second-person", "Rà soát viên không được quyết định kết quả rà soát.", "A reviewer may not decide the result of the review.")
            : null);

    /// <summary>The reviewer named by a request; a reviewer who signs in may name only himself.</summary>
    public async Task<(CyclePerson? Reviewer, Refusal? Refusal)> Reviewer(ReviewCycle cycle, Guid reviewerId, CancellationToken ct)
    {
        var reviewers = await db.CyclePeople.AsNoTracking().Where(person => person.CycleId == cycle.Id && person.Role == CycleRole.Reviewer).ToListAsync(ct);
        if (reviewers.Find(person => person.Id == reviewerId) is not { } reviewer)
            return (null, Refusal.Invalid(new FieldFault("reviewerId", "Người này không phải rà soát viên của cuộc rà soát.", "This person is not a reviewer of this review.")));
        return reviewers.Exists(person => person.Account == actor.Id) && reviewer.Account != actor.Id
            ? (null, new Refusal(403, "other-reviewer", "Rà soát viên chỉ được ghi kết quả của chính mình.", "A reviewer records the own visits only."))
            : (reviewer, null);
    }

    /// <summary>Keeps a step and writes the audit line; the caller saves.</summary>
    public void Keep(CaseStepTaken taken)
    {
        db.CaseSteps.Add(taken);
        db.Audit(AuditEntry.Of(actor, $"review-case.{StepNames.Of(taken.Step)}", "review-case", taken.CaseId, taken.RecordedAt, taken.ProvinceCode, taken.CommuneCode));
    }

    /// <summary>Writes an audit line of a cycle; the caller saves.</summary>
    public void Audit(ReviewCycle cycle, string action, Guid? subject = null, string kind = "review-cycle") =>
        db.Audit(AuditEntry.Of(actor, action, kind, subject ?? cycle.Id, Now, cycle.ProvinceCode, cycle.CommuneCode));

    /// <summary>Classes on the list that was in force when the cycle began: of the year before (annual) or of the list that it changes (monthly).</summary>
    public async Task<IReadOnlyDictionary<Guid, PovertyListEntry>> StartList(ReviewCycle cycle, CancellationToken ct)
    {
        var year = cycle.Kind == ReviewKind.Annual ? cycle.ListYear : cycle.ListYear + 1;
        var list = await db.ListBefore(cycle.ProvinceCode, cycle.CommuneCode, year, ct);
        var entries = await db.EntriesOf(list?.Id, ct);
        await db.FollowMoves(entries, cycle.ProvinceCode, cycle.CommuneCode, list?.ReviewYear, year, ct);
        return entries;
    }

    /// <summary>Poor, near-poor or average living on that list, or null.</summary>
    public static PovertyClass? ClassOn(IReadOnlyDictionary<Guid, PovertyListEntry> list, Guid household) =>
        list.TryGetValue(household, out var entry) && entry.Class is PovertyClass.Poor or PovertyClass.NearPoor or PovertyClass.AverageLiving ? list[household].Class : null;
}

/// <summary>Saves, and turns a broken unique rule into a refusal.</summary>
internal static class Saving
{
    /// <summary>Saves; a second open case, plan or number, or something that was closed meanwhile, becomes a conflict.</summary>
    public static async Task<Refusal?> Save(this HouseholdDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return null;
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.RestrictViolation })
        {
            return Refusal.Conflict("already-there", "Việc này vừa được ghi nhận rồi; hãy tải lại.", "This was recorded already; load it again.");
        }
    }
}
