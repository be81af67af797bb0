using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>A poverty standard ready to be asked: its rules by area type and measure, in order.</summary>
public sealed class Standard
{
    private readonly StandardRule[][] _rules;

    /// <summary>Puts a standard together from its rows.</summary>
    /// <param name="row">Names and scoring.</param>
    /// <param name="periods">When it is in force.</param>
    /// <param name="rules">Its lines.</param>
    /// <param name="formOf">Standard whose form it reads, when it has none of its own.</param>
    public Standard(PovertyStandard row, IEnumerable<StandardPeriod> periods, IEnumerable<StandardRule> rules, string? formOf = null)
    {
        Row = row;
        FormCode = formOf ?? row.Code;
        Periods = [.. periods.OrderBy(period => period.ValidFrom)];
        var ordered = rules.OrderBy(rule => rule.Step).ToList();
        _rules = [.. from measure in (RuleMeasure[])[RuleMeasure.Income, RuleMeasure.Points]
                     from area in (AreaType[])[AreaType.Rural, AreaType.Urban]
                     select ordered.Where(rule => rule.Measure == measure && rule.AreaType == area).ToArray()];
    }

    /// <summary>Names and scoring.</summary>
    public PovertyStandard Row { get; }

    /// <summary>Code, for example <c>2022-2026</c>.</summary>
    public string Code => Row.Code;

    /// <summary>Standard whose form it reads: its own, but for a province's standard.</summary>
    public string FormCode { get; }

    /// <summary>When it is in force, in order.</summary>
    public IReadOnlyList<StandardPeriod> Periods { get; }

    /// <summary>Rules in the order in which they are asked.</summary>
    public ReadOnlySpan<StandardRule> Rules(RuleMeasure measure, AreaType area) => _rules[(int)measure * 2 + (area == AreaType.Urban ? 1 : 0)];

    /// <summary>The period that holds the day, or null.</summary>
    public StandardPeriod? PeriodOn(DateOnly day)
    {
        foreach (var period in Periods)
            if (period.ValidFrom <= day && day <= period.ValidTo)
                return period;
        return null;
    }
}
