using PovertyPlatform.Contracts;
using PovertyPlatform.ReportingService.Domain.Reports;

namespace PovertyPlatform.ReportingService.Domain.Disclosure;

/// <summary>A number as everybody may see it.</summary>
/// <param name="AreaCode">Area; the province's code for its total.</param>
/// <param name="AreaName">Its name on the day.</param>
/// <param name="Measure">What is counted.</param>
/// <param name="Value">The number; null when it is hidden or not known.</param>
/// <param name="IsHidden">Hidden, because it or a number that would give it away is small.</param>
public sealed record PublicNumber(string AreaCode, string AreaName, string Measure, long? Value, bool IsHidden);

/// <summary>Makes the public table of a province: communes × classes with sums and a total line, small numbers hidden so that the others do not give them back. Pure.</summary>
public static class PublicTable
{
    /// <summary>Poor and near-poor together, which reports call multidimensionally poor.</summary>
    public const string BothHouseholds = "poor_or_near_poor.households";

    /// <summary>The same in persons.</summary>
    public const string BothPersons = "poor_or_near_poor.persons";

    /// <summary>Measures in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<string> Measured =
    [
        Measures.ResidentHouseholds, Measures.ResidentPersons, Measures.Households(PovertyClass.Poor), Measures.Households(PovertyClass.NearPoor), BothHouseholds,
        Measures.Households(PovertyClass.AverageLiving), Measures.Persons(PovertyClass.Poor), Measures.Persons(PovertyClass.NearPoor), BothPersons, Measures.Persons(PovertyClass.AverageLiving),
    ];

    private static readonly (PovertyClass[] Classes, string? HouseholdSum, string? PersonSum)[] Groups =
        [([PovertyClass.Poor, PovertyClass.NearPoor], BothHouseholds, BothPersons), ([PovertyClass.AverageLiving], null, null)];

    /// <summary>The numbers of a province, its total first.</summary>
    /// <param name="province">Code and name of the province.</param>
    /// <param name="areas">Figures of its communes.</param>
    /// <param name="threshold">Numbers from 1 to below it are hidden.</param>
    public static IReadOnlyList<PublicNumber> Of((string Code, string Name) province, IReadOnlyList<AreaFigures> areas, int threshold)
    {
        AreaFigures[] lines = [.. areas, Report.Sum(province.Code, province.Name, areas)];
        var numbers = new List<PublicNumber>();
        foreach (var measure in new[] { Measures.ResidentHouseholds, Measures.ResidentPersons })
            numbers.AddRange(lines.Select(line => new PublicNumber(line.Code, line.Name, measure, line.Figures.TryGetValue(measure, out var value) ? value : null, false)));
        foreach (var (classes, householdSum, personSum) in Groups)
        {
            string[] households = [.. classes.Select(Measures.Households)], persons = [.. classes.Select(Measures.Persons)];
            var hidden = Hide(Values(areas, households), Values(areas, persons), threshold);
            numbers.AddRange(Numbers(lines, households, householdSum, hidden));
            numbers.AddRange(Numbers(lines, persons, personSum, hidden));
        }

        return numbers;
    }

    /// <summary>Places hidden in both tables alike: the persons of a hidden number of households would tell nearly how many there are.</summary>
    public static IReadOnlySet<(int Row, int Column)> Hide(long[,] households, long[,] persons, int threshold)
    {
        HashSet<(int Row, int Column)> hidden = [];
        for (var before = -1; hidden.Count != before;)
        {
            before = hidden.Count;
            foreach (var values in new[] { households, persons })
            {
                var network = CellNetwork.Of(values);
                network.Protect(threshold, hidden);
                hidden = hidden.Concat(network.Hidden).ToHashSet();
            }
        }

        return hidden;
    }

    private static long[,] Values(IReadOnlyList<AreaFigures> areas, string[] measures)
    {
        var values = new long[areas.Count, measures.Length];
        for (var row = 0; row < areas.Count; row++)
            for (var column = 0; column < measures.Length; column++)
                values[row, column] = areas[row].Figures.GetValueOrDefault(measures[column]);
        return values;
    }

    private static IEnumerable<PublicNumber> Numbers(AreaFigures[] lines, string[] measures, string? sum, IReadOnlySet<(int Row, int Column)> hidden)
    {
        for (var row = 0; row < lines.Length; row++)
        {
            var line = lines[row];
            for (var column = 0; column < measures.Length; column++)
                yield return Shown(line, measures[column], line.Figures.GetValueOrDefault(measures[column]), hidden.Contains((row, column)));
            if (sum is not null)
                yield return Shown(line, sum, measures.Sum(measure => line.Figures.GetValueOrDefault(measure)), hidden.Contains((row, measures.Length)));
        }
    }

    private static PublicNumber Shown(AreaFigures line, string measure, long value, bool isHidden) => new(line.Code, line.Name, measure, isHidden ? null : value, isHidden);
}
