using PovertyPlatform.SupportProgramService.Domain.Eligibility;

namespace PovertyPlatform.SupportProgramService.Domain.Programmes;

/// <summary>Makes a rule book of rows that <see cref="RuleCheck"/> found no fault in.</summary>
public static class RuleBookCompiler
{
    /// <summary>The book, or every fault of the data at once.</summary>
    public static (RuleBook? Book, IReadOnlyList<RuleFault> Faults) Compile(RuleData data)
    {
        var faults = RuleCheck.Faults(data);
        return faults.Count > 0 ? (null, faults) : (Build(data), faults);
    }

    private static RuleBook Build(RuleData data)
    {
        var rules = data.Rules.Select(row => row.Value).ToLookup(row => (row.ProgrammeCode, row.RuleVersion));
        var ends = data.Programmes.Select(row => row.Value).GroupBy(version => version.Code)
            .ToDictionary(versions => versions.Key, versions => versions.Any(version => version.ValidTo is null) ? null : versions.Max(version => version.ValidTo));
        var programmes = data.Programmes.Select(row => Programme(row.Value, rules[(row.Value.Code, row.Value.RuleVersion)], ends[row.Value.Code]))
            .OrderBy(programme => programme.Terms.Code, StringComparer.Ordinal).ToList();
        var bases = data.BaseRates.Select(row => row.Value).ToList();
        var rates = data.Rates.Select(row => row.Value).ToLookup(rate => rate.ProgrammeCode);

        var stretches = new List<Stretch>();
        foreach (var from in Starts(data))
        {
            var offers = programmes.Where(programme => InForce(programme.Terms, from)).Select(programme => new Offer(
                programme,
                InterestOn(from, rates[programme.Terms.Code], ProgrammeRate.General, bases),
                InterestOn(from, rates[programme.Terms.Code], ProgrammeRate.Preferential, bases))).ToArray();
            stretches.Add(new Stretch(from, offers, [.. offers.Where(offer => offer.Programme.Terms.Evaluation == EvaluationMode.Automatic)], null));
        }

        DateOnly? next = null;
        for (var i = stretches.Count - 2; i >= 0; i--)
        {
            if (!stretches[i].Automatic.SequenceEqual(stretches[i + 1].Automatic))
                next = stretches[i + 1].From;
            stretches[i] = stretches[i] with { NextChange = next };
        }

        return new RuleBook(RuleHash.Of(data), [.. stretches]);
    }

    private static Programme Programme(ProgrammeVersion version, IEnumerable<RuleRow> rules, DateOnly? endsOn)
    {
        var ordered = rules.OrderBy(rule => rule.Step).ToList();
        var requirements = ordered.Where(rule => rule.Condition != ConditionCatalogue.Confirmed)
            .Select(rule => new Requirement(rule, ConditionCatalogue.Parse(rule.Condition, rule.Argument).Condition!)).ToArray();
        return new Programme
        {
            Terms = version,
            Requirements = requirements,
            Confirmations = [.. ordered.Where(rule => rule.Condition == ConditionCatalogue.Confirmed)],
            ReasonsWhenGranted = [.. requirements.Select(requirement => requirement.Row.Code)],
            EndsOn = endsOn,
        };
    }

    private static SortedSet<DateOnly> Starts(RuleData data)
    {
        var starts = new SortedSet<DateOnly> { DateOnly.MinValue };
        foreach (var row in data.Programmes.Select(row => (IDated)row.Value).Concat(data.BaseRates.Select(row => row.Value)).Concat(data.Rates.Select(row => row.Value)))
        {
            if (row.ValidFrom is { } from)
                starts.Add(from);
            if (row.ValidTo is { } to)
                starts.Add(to.AddDays(1));
        }

        return starts;
    }

    private static Interest? InterestOn(DateOnly day, IEnumerable<ProgrammeRate> rates, string group, List<BaseRate> bases)
    {
        var rate = rates.FirstOrDefault(rate => rate.BeneficiaryGroup == group && InForce(rate, day));
        if (rate is null)
            return null;
        if (rate.FixedBasisPoints is { } points)
            return new Interest(points, null, null, rate.LegalBasis, rate.Confidence);
        return bases.Find(row => InForce(row, day)) is { } based
            ? new Interest(based.BasisPoints * rate.Multiple!.Value, based.BasisPoints, rate.Multiple, $"{rate.LegalBasis}; {based.LegalBasis}", rate.Confidence)
            : null;
    }

    private static bool InForce(IDated row, DateOnly day) => row.InForce.Contains(day);
}
