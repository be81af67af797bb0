using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.Reviews;

/// <summary>Ties a list to the review that leads to it: finds it before the decision, closes its cases with the decision.</summary>
internal static class ListProcedures
{
    /// <summary>The annual review of the list's year, or for a correction the open review on request; with its cases, tracked.</summary>
    public static async Task<ListProcedure> Procedure(this HouseholdDb db, PovertyList list, RuleBook rules, DateOnly day, CancellationToken ct)
    {
        var kind = list.ReplacesListId is null ? ReviewKind.Annual : ReviewKind.Monthly;
        var cycle = await db.ReviewCycles.AsNoTracking()
            .Where(row => row.ProvinceCode == list.ProvinceCode && row.CommuneCode == list.CommuneCode && row.Kind == kind && row.ListYear == list.ReviewYear
                && (kind == ReviewKind.Annual ? row.State != CycleState.Cancelled : row.State == CycleState.Open))
            .OrderByDescending(row => row.OpensOn).FirstOrDefaultAsync(ct);
        return cycle is null
            ? new ListProcedure(null, [], null)
            : new ListProcedure(cycle, await db.ReviewCases.Where(found => found.CycleId == cycle.Id).ToListAsync(ct), rules.On(cycle.Kind, day));
    }

    /// <summary>Reviews of the list's year that were made on request.</summary>
    public static async Task<HashSet<Guid>> ReviewsOnRequest(this HouseholdDb db, PovertyList list, CancellationToken ct) => list.ReplacesListId is null
        ? []
        : [.. await (from found in db.ReviewCases
                     join cycle in db.ReviewCycles on found.CycleId equals cycle.Id
                     where cycle.Kind == ReviewKind.Monthly && cycle.ListYear == list.ReviewYear && found.CommuneCode == list.CommuneCode && found.ReviewId != null
                     select found.ReviewId!.Value).ToListAsync(ct)];

    /// <summary>
    /// The decision on a list decides its cases: on the list recognised with a numbered certificate, beside it refused in writing. Called under the lock of the list,
    /// so that certificate numbers follow each other without a gap.
    /// </summary>
    public static async Task<Refusal?> Decide(this HouseholdDb db, ListMaterial material, Decision decision, Actor actor, DateTimeOffset now, DateOnly today, CancellationToken ct)
    {
        if (material.Procedure is not { Cycle: { } cycle, Rules: { } rules })
            return null;
        var listed = material.Stored.Select(entry => entry.HouseholdId).ToHashSet();
        var act = new StepAct(decision.DecidedOn, actor.Id, now, today, rules, new Evidence("decision", decision.Number, null));
        var number = await db.ReviewCases.CountAsync(found => found.ProvinceCode == cycle.ProvinceCode && found.CommuneCode == cycle.CommuneCode
            && found.CertificateNumber != null && found.DecidedOn!.Value.Year == decision.DecidedOn.Year, ct);
        foreach (var found in material.Procedure.Cases.Where(found => found.IsOpen && found.State != CaseState.Refused).OrderBy(found => found.HamletName, StringComparer.Ordinal).ThenBy(found => found.Id))
        {
            var moves = listed.Contains(found.HouseholdId)
                ? Recognise(found, decision.Number, act, () => $"{++number:D4}/{decision.DecidedOn.Year}/GCN-{cycle.CommuneCode}")
                : Refuse(found, decision.Number, act with { Evidence = new Evidence("answer", decision.Number, null), Reason = Reason(found) });
            foreach (var move in moves)
            {
                if (move.IsRefused)
                    return move.Refusal;
                db.CaseSteps.Add(move.Taken);
            }
        }

        return null;
    }

    private static IEnumerable<Move> Recognise(ReviewCase found, string decision, StepAct act, Func<string> certificate)
    {
        yield return found.Recognise(decision, act);
        if (found.NeedsCertificate)
            yield return found.Certify(certificate(), act);
        yield return found.Close(act);
    }

    private static IEnumerable<Move> Refuse(ReviewCase found, string decision, StepAct act)
    {
        yield return found.Refuse(decision, act);
        yield return found.Close(act);
    }

    private static string Reason(ReviewCase found) => $"Kết quả rà soát: {CaseWords.Result(found.Class!.Value, found.StartClass)}; không đủ điều kiện để được công nhận.";
}
