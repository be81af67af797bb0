using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>A poverty standard ready to be asked: its rules by area type and measure, in order.</summary>
public sealed class Standard
{
    private readonly StandardRule[][] _rules;

    /// <summary>Puts a standard together from its rows.</summary>
    public Standard(PovertyStandard row, IEnumerable<StandardPeriod> periods, IEnumerable<StandardRule> rules)
    {
        Row = row;
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
