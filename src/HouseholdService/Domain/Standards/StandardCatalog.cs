namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>All poverty standards, by code and by year.</summary>
public sealed class StandardCatalog
{
    private readonly Dictionary<string, Standard> _byCode;
    private readonly Dictionary<string, DeprivationIndicator> _indicators;

    /// <summary>Puts the catalog together.</summary>
    /// <exception cref="InvalidOperationException">Two periods overlap: a day would have two standards.</exception>
    public StandardCatalog(
        IEnumerable<PovertyStandard> standards, IEnumerable<StandardPeriod> periods, IEnumerable<StandardRule> rules, IEnumerable<DeprivationIndicator> indicators)
    {
        var inForce = periods.OrderBy(period => period.ValidFrom).ToList();
        foreach (var (earlier, later) in inForce.Zip(inForce.Skip(1)))
            if (later.ValidFrom <= earlier.ValidTo)
                throw new InvalidOperationException($"Standards {earlier.StandardCode} and {later.StandardCode} are both in force on {later.ValidFrom:yyyy-MM-dd}.");
        var lines = rules.ToLookup(rule => rule.StandardCode);
        _byCode = standards.ToDictionary(
            row => row.Code, row => new Standard(row, inForce.Where(period => period.StandardCode == row.Code), lines[row.Code]), StringComparer.Ordinal);
        All = [.. _byCode.Values.OrderBy(standard => standard.Code, StringComparer.Ordinal)];
        _indicators = indicators.ToDictionary(indicator => indicator.Code, StringComparer.Ordinal);
        Indicators = [.. _indicators.Values.OrderBy(indicator => indicator.IndicatorSet, StringComparer.Ordinal).ThenBy(indicator => indicator.Ordinal)];
    }

    /// <summary>Every standard in order of code.</summary>
    public IReadOnlyList<Standard> All { get; }

    /// <summary>Every indicator in order of set and form.</summary>
    public IReadOnlyList<DeprivationIndicator> Indicators { get; }

    /// <summary>The standard with this code, or null.</summary>
    public Standard? Of(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The standard in force on the day, or null.</summary>
    public Standard? On(DateOnly day) => All.FirstOrDefault(standard => standard.PeriodOn(day) is not null);

    /// <summary>The standard that judges a year: the one in force at its end, because the yearly list is recognised then.</summary>
    public Standard? ForYear(int year) => year is < 1 or > 9999 ? null : On(new DateOnly(year, 12, 31));

    /// <summary>The indicator with this code, or null.</summary>
    public DeprivationIndicator? Indicator(string code) => _indicators.GetValueOrDefault(code);

    /// <summary>Indicators of a standard in order of the form.</summary>
    public IEnumerable<DeprivationIndicator> IndicatorsOf(Standard standard) => Indicators.Where(indicator => indicator.IndicatorSet == standard.Row.IndicatorSet);
}
