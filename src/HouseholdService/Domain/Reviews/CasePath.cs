using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>From which states a step may be taken, and which steps were left out on the way. What leaving one out means is a rule row, not code.</summary>
public static class CasePath
{
    private static readonly Dictionary<CaseStep, CaseState[]> From = new()
    {
        [CaseStep.Screen] = [CaseState.Requested],
        [CaseStep.List] = [CaseState.Screened],
        [CaseStep.Visit] = [CaseState.Listed],
        [CaseStep.Score] = [CaseState.Visited],
        [CaseStep.Meet] = [CaseState.Scored],
        [CaseStep.Post] = [CaseState.Agreed],
        [CaseStep.Contest] = [CaseState.Posted, CaseState.PostedAgain, CaseState.Contested],
        [CaseStep.Settle] = [CaseState.Contested],
        [CaseStep.Recheck] = [CaseState.Contested],
        [CaseStep.PostAgain] = [CaseState.Rechecked],
        [CaseStep.Opine] = [CaseState.Posted, CaseState.PostedAgain],
        [CaseStep.Recognise] = [CaseState.Posted, CaseState.PostedAgain, CaseState.Opined],
        [CaseStep.Refuse] = [CaseState.Screened, CaseState.Posted, CaseState.PostedAgain, CaseState.Opined],
        [CaseStep.Certify] = [CaseState.Recognised],
        [CaseStep.Close] = [CaseState.Recognised, CaseState.Refused, CaseState.Certified],
        [CaseStep.Return] = [CaseState.Screened, CaseState.Visited, CaseState.Scored, CaseState.Agreed, CaseState.Posted, CaseState.Rechecked, CaseState.PostedAgain, CaseState.Opined],
        [CaseStep.Withdraw] = [CaseState.Requested, CaseState.Screened, CaseState.Listed, CaseState.Visited, CaseState.Scored, CaseState.Agreed],
    };

    /// <summary>The straight way: state before and step that leaves it. Only along it can a step be left out.</summary>
    private static readonly (CaseState Before, CaseStep Step)[] Straight =
    [
        (CaseState.Requested, CaseStep.Screen), (CaseState.Screened, CaseStep.List), (CaseState.Listed, CaseStep.Visit), (CaseState.Visited, CaseStep.Score),
        (CaseState.Scored, CaseStep.Meet), (CaseState.Agreed, CaseStep.Post),
    ];

    /// <summary>States from which the step follows the order of the procedure.</summary>
    public static IReadOnlyList<CaseState> Before(CaseStep step) => From.GetValueOrDefault(step, []);

    /// <summary>Why the step cannot be taken from here, or the steps it leaves out because their rows allow that.</summary>
    public static (Refusal? Refusal, IReadOnlyList<CaseStep> Skipped) Enter(CaseState state, CaseStep step, ReviewRules rules)
    {
        if (Before(step).Contains(state))
            return (null, []);
        var here = Array.FindIndex(Straight, pair => pair.Before == state);
        var there = Array.FindIndex(Straight, pair => pair.Step == step);
        if (here >= 0 && there > here)
        {
            var skipped = Straight[here..there].Select(pair => pair.Step).ToList();
            if (skipped.TrueForAll(left => rules.Of(left).IfSkipped == StepRule.Mark))
                return (null, skipped);
        }

        return (Refusal.Rule("out-of-order", $"Hồ sơ đang ở bước \"{CaseWords.Vi(state)}\"; chưa thể thực hiện bước \"{rules.Of(step).NameVi}\".",
            $"The case is {CaseWords.En(state)}; the step \"{rules.Of(step).NameEn}\" cannot follow.", Source(rules.Of(step))), []);
    }

    private static string Source(StepRule rule) => rule.LegalBasis.Length > 0 ? rule.LegalBasis : ReviewRules.Procedure;
}
