using PovertyPlatform.SupportProgramService.Domain.Eligibility;

namespace PovertyPlatform.SupportProgramService.Domain.Programmes;

/// <summary>Looks for everything that would make an answer wrong or ambiguous, before any household is evaluated by it.</summary>
public static class RuleCheck
{
    private const int MostRequirements = 60;

    public static IReadOnlyList<RuleFault> Faults(RuleData data)
    {
        var faults = new List<RuleFault>();
        Versions(data, faults);
        Rules(data, faults);
        Rates(data, faults);
        return faults;
    }

    private static void Versions(RuleData data, List<RuleFault> faults)
    {
        foreach (var twice in data.Programmes.GroupBy(row => (row.Value.Code, row.Value.RuleVersion)).SelectMany(group => group.Skip(1)))
            faults.Add(At(twice, $"{twice.Value.Code} has the rule version {twice.Value.RuleVersion} twice"));
        foreach (var programme in data.Programmes.GroupBy(row => row.Value.Code))
            Chain([.. programme], programme.Key, faults);
        var ruled = data.Rules.Select(row => (row.Value.ProgrammeCode, row.Value.RuleVersion)).ToHashSet();
        foreach (var row in data.Programmes.Where(row => !ruled.Contains((row.Value.Code, row.Value.RuleVersion))))
            faults.Add(At(row, $"{row.Value.Code} {row.Value.RuleVersion} has no conditions in rules.csv"));
        foreach (var row in data.Programmes.Where(row => row.Value.Evaluation == EvaluationMode.OnApplication && row.Value.ApplicationNoteVi.Length * row.Value.ApplicationNoteEn.Length == 0))
            faults.Add(At(row, $"{row.Value.Code} is on application: say in application_note_vi and application_note_en which facts are missing"));
    }

    private static void Rules(RuleData data, List<RuleFault> faults)
    {
        var versions = data.Programmes.Select(row => (row.Value.Code, row.Value.RuleVersion)).ToHashSet();
        foreach (var row in data.Rules)
        {
            var rule = row.Value;
            if (!versions.Contains((rule.ProgrammeCode, rule.RuleVersion)))
                faults.Add(At(row, $"programmes.csv has no {rule.ProgrammeCode} {rule.RuleVersion}"));
            if (!Deciders.Names.Contains(rule.DecidedBy))
                faults.Add(At(row, $"decided_by '{rule.DecidedBy}' is not one of {string.Join(", ", Deciders.Names)}"));
            else if (rule.DecidedBy == Deciders.Registry == (rule.Condition == ConditionCatalogue.Confirmed))
                faults.Add(At(row, $"the condition {ConditionCatalogue.Confirmed} is for others than the registry, all others are for the registry"));
            if (rule.Condition != ConditionCatalogue.Confirmed && ConditionCatalogue.Parse(rule.Condition, rule.Argument).Fault is { } fault)
                faults.Add(At(row, fault));
        }

        foreach (var rules in data.Rules.GroupBy(row => (row.Value.ProgrammeCode, row.Value.RuleVersion)))
        {
            foreach (var row in rules.GroupBy(row => row.Value.Step).SelectMany(group => group.Skip(1)))
                faults.Add(At(row, $"step {row.Value.Step} occurs twice"));
            foreach (var row in rules.GroupBy(row => row.Value.Code).SelectMany(group => group.Skip(1)))
                faults.Add(At(row, $"reason code {row.Value.Code} occurs twice"));
            if (rules.Count() > MostRequirements)
                faults.Add(At(rules.Last(), $"more than {MostRequirements} conditions"));
        }
    }

    private static void Rates(RuleData data, List<RuleFault> faults)
    {
        Chain(data.BaseRates, "the base rate", faults);
        var known = data.Programmes.Select(row => row.Value.Code).ToHashSet();
        foreach (var row in data.Rates)
        {
            if (!known.Contains(row.Value.ProgrammeCode))
                faults.Add(At(row, $"programmes.csv has no {row.Value.ProgrammeCode}"));
            if (row.Value.BeneficiaryGroup is not (ProgrammeRate.General or ProgrammeRate.Preferential))
                faults.Add(At(row, $"beneficiary_group '{row.Value.BeneficiaryGroup}' is not {ProgrammeRate.General} or {ProgrammeRate.Preferential}"));
            if (row.Value.Multiple is null == row.Value.FixedBasisPoints is null)
                faults.Add(At(row, "exactly one of multiple and fixed_basis_points must be given"));
        }

        foreach (var group in data.Rates.GroupBy(row => (row.Value.ProgrammeCode, row.Value.BeneficiaryGroup)))
            Chain([.. group], $"the rate of {group.Key.ProgrammeCode} ({group.Key.BeneficiaryGroup})", faults);
        // Base rates begin where the sources begin; before that day interest is not known and answers say nothing about it.
        var firstBase = data.BaseRates.Count == 0 ? null : data.BaseRates.Min(row => row.Value.ValidFrom);
        foreach (var programme in data.Programmes.Where(row => row.Value.Kind == "credit"))
        {
            var rates = data.Rates.Where(row => row.Value.ProgrammeCode == programme.Value.Code && row.Value.BeneficiaryGroup == ProgrammeRate.General).ToList();
            if (rates.Count == 0)
                faults.Add(At(programme, $"{programme.Value.Code} is credit and has no general rate in rates.csv"));
            else if (!Covers(programme.Value, [.. rates.Select(row => (IDated)row.Value)], null))
                faults.Add(At(programme, $"the rates of {programme.Value.Code} do not cover its whole time"));
            foreach (var rate in rates.Where(row => row.Value.Multiple is not null && !Covers(row.Value, [.. data.BaseRates.Select(based => (IDated)based.Value)], firstBase)))
                faults.Add(At(rate, "the base rates do not cover the time of this multiple"));
        }
    }

    /// <summary>Rows that follow each other: no day twice, no day between them without a row, no end before its beginning.</summary>
    private static void Chain<T>(IReadOnlyList<Sourced<T>> rows, string what, List<RuleFault> faults)
        where T : IDated
    {
        foreach (var row in rows.Where(row => row.Value.ValidFrom > row.Value.ValidTo))
            faults.Add(At(row, $"{what} ends on {row.Value.ValidTo:yyyy-MM-dd}, before it begins"));
        var ordered = rows.OrderBy(row => row.Value.ValidFrom ?? DateOnly.MinValue).ToList();
        foreach (var (row, next) in ordered.Zip(ordered.Skip(1)))
        {
            if (row.Value.InForce.Overlaps(next.Value.InForce))
                faults.Add(At(next, $"{what} overlaps row {row.Row} of {row.File}"));
            else if (row.Value.ValidTo is { } end && next.Value.ValidFrom is { } start && end.AddDays(1) != start)
                faults.Add(At(next, $"{what} has a gap: nothing from {end.AddDays(1):yyyy-MM-dd} to {start.AddDays(-1):yyyy-MM-dd}"));
        }
    }

    private static bool Covers(IDated needed, List<IDated> rows, DateOnly? notBefore)
    {
        var first = rows.Min(row => row.ValidFrom ?? DateOnly.MinValue);
        var from = needed.ValidFrom ?? (notBefore ?? DateOnly.MinValue);
        if (notBefore > from)
            from = notBefore.Value;
        var last = rows.Any(row => row.ValidTo is null) ? DateOnly.MaxValue : rows.Max(row => row.ValidTo!.Value);
        return first <= from && last >= (needed.ValidTo ?? DateOnly.MaxValue);
    }

    private static RuleFault At<T>(Sourced<T> row, string message) => new(row.File, row.Row, message);
}
