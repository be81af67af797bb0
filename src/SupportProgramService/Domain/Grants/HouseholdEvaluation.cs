using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.SupportProgramService.Domain.Eligibility;
using PovertyPlatform.SupportProgramService.Domain.Households;
using PovertyPlatform.SupportProgramService.Domain.Programmes;

namespace PovertyPlatform.SupportProgramService.Domain.Grants;

/// <summary>What an evaluation changed: grants never said before, and one event per change.</summary>
public sealed record EvaluationOutcome(IReadOnlyList<Grant> New, IReadOnlyList<IIntegrationEvent> Events)
{
    public static readonly EvaluationOutcome Nothing = new([], []);
}

/// <summary>Brings the grants of a household in line with its newest recognition and the rules of a day.</summary>
public static class HouseholdEvaluation
{
    /// <summary>
    /// Evaluates all automatic programmes. A recognition that takes effect later is evaluated for its first day, so that whoever relies on the grants hears of it in time.
    /// </summary>
    public static EvaluationOutcome Run(
        SupportHousehold household, Recognition recognition, IReadOnlyList<Grant> grants, RuleBook book, DateOnly today, DateTimeOffset now)
    {
        var on = recognition.EffectiveFrom > today ? recognition.EffectiveFrom : today;
        var rules = book.On(on);
        var opened = new List<Grant>();
        var events = new List<IIntegrationEvent>();
        DateOnly? due = null;
        if (!recognition.IsWithdrawn)
        {
            due = rules.NextChange;
            foreach (var offer in rules.Automatic)
            {
                var verdict = Verdict.Of(recognition, offer, on);
                if (verdict.IsMet)
                    Award(household, recognition, verdict, grants, opened, events, now);
                if (verdict.TurnsOn(on) is { } turn && !(turn > due))
                    due = turn;
            }
        }

        foreach (var grant in grants)
            if (grant.IsOpen && !StillStands(grant, recognition, rules, on, out var verdict))
                events.Add(Withdraw(grant, recognition, verdict, today, on, now));
        if (events.Count > 0 || household.DueOn != due)
            household.Evaluated(due);
        return events.Count == 0 ? EvaluationOutcome.Nothing : new EvaluationOutcome(opened, events);
    }

    private static void Award(
        SupportHousehold household, Recognition recognition, in Verdict verdict, IReadOnlyList<Grant> grants, List<Grant> opened,
        List<IIntegrationEvent> events, DateTimeOffset now)
    {
        var terms = GrantTerms.Of(recognition, verdict);
        var grant = Find(grants, verdict.Offer.Code);
        if (grant?.Says(terms) == true)
            return;
        if (grant is null)
            opened.Add(grant = Grant.Of(household.Id, verdict.Offer.Code));
        events.Add(grant.Award(terms, verdict.Offer.Programme.ReasonsWhenGranted, now));
    }

    private static bool StillStands(Grant grant, Recognition recognition, Stretch rules, DateOnly on, out Verdict? verdict)
    {
        verdict = null;
        if (recognition.IsWithdrawn || Array.Find(rules.Automatic, offer => offer.Code == grant.ProgrammeCode) is not { } offer)
            return false;
        verdict = Verdict.Of(recognition, offer, on);
        return verdict.Value.IsMet;
    }

    private static EligibilityWithdrawn Withdraw(Grant grant, Recognition recognition, Verdict? verdict, DateOnly today, DateOnly on, DateTimeOffset now)
    {
        var ruleVersion = verdict?.Offer.Programme.Terms.RuleVersion ?? grant.RuleVersion;
        var reasons = verdict?.UnmetCodes() ?? [recognition.IsWithdrawn ? ReasonCodes.RecognitionWithdrawn : ReasonCodes.ProgrammeEnded];
        var end = grant.ValidTo?.AddDays(1);
        if (end <= today)
            return grant.Withdraw(ruleVersion, [ReasonCodes.ValidityEnded, .. reasons], end.Value, null, now);
        // A grant that rests on another decision than the newest one was ended by that decision; otherwise the rules ended it, from today on.
        var byDecision = recognition.IsWithdrawn || grant.DecisionNumber != recognition.DecisionNumber || grant.ListId != recognition.ListId;
        var first = byDecision ? recognition.EffectiveFrom : on;
        return grant.Withdraw(ruleVersion, reasons, end < first ? end.Value : first, byDecision ? recognition.DecisionNumber : null, now);
    }

    private static Grant? Find(IReadOnlyList<Grant> grants, string programmeCode)
    {
        for (var i = 0; i < grants.Count; i++)
            if (grants[i].ProgrammeCode == programmeCode)
                return grants[i];
        return null;
    }
}
