namespace PovertyPlatform.ReportingService.Domain.Reports;

/// <summary>Figures of one area, by measure. A measure that nobody recorded is absent, which is not the same as 0.</summary>
/// <param name="Code">Area code.</param>
/// <param name="Name">Area name on the report's date.</param>
/// <param name="Figures">Values by measure.</param>
/// <param name="IsTotal">True for the line that adds up the others.</param>
public sealed record AreaFigures(string Code, string Name, IReadOnlyDictionary<string, long> Figures, bool IsTotal = false);

/// <summary>One printed line: a value per column; null prints as a dash and means that the figure is not known.</summary>
public sealed record ReportRow(string Code, string Name, bool IsTotal, IReadOnlyList<decimal?> Values, string? Line = null);

/// <summary>Computes printed lines from figures: pure, so that every identity of the form can be tested without a database.</summary>
public static class Report
{
    private const int Decimals = 2;

    /// <summary>The total line (when asked for) and a line per area.</summary>
    /// <param name="layout">Layout of the report's date.</param>
    /// <param name="areas">Figures of the areas, in printed order.</param>
    /// <param name="total">Code and name of the area above them, or null for no total line.</param>
    public static IReadOnlyList<ReportRow> Rows(ReportLayout layout, IReadOnlyList<AreaFigures> areas, (string Code, string Name)? total)
    {
        var lines = areas.SelectMany(area => Lines(layout, area));
        return total is { } above ? [.. Lines(layout, Sum(above.Code, above.Name, areas)), .. lines] : [.. lines];
    }

    /// <summary>The same where the area above is no sum of the others: a move between two of them is none of it.</summary>
    public static IReadOnlyList<ReportRow> RowsBelow(ReportLayout layout, IReadOnlyList<AreaFigures> areas, AreaFigures? above) => [.. areas.Prepend(above).OfType<AreaFigures>().SelectMany(area => Lines(layout, area))];

    private static IEnumerable<ReportRow> Lines(ReportLayout layout, AreaFigures area) => layout.Lines.Count == 0 ? [Row(layout, area, null)] : layout.Lines.Select(line => Row(layout, area, line));

    /// <summary>Adds areas up. A denominator that one of them lacks is unknown for the total: a rate over half the people would be wrong.</summary>
    public static AreaFigures Sum(string code, string name, IReadOnlyList<AreaFigures> areas)
    {
        var sums = new Dictionary<string, long>();
        foreach (var measure in areas.SelectMany(area => area.Figures.Keys).Distinct())
        {
            var isResidents = measure is Measures.ResidentHouseholds or Measures.ResidentPersons;
            if (!isResidents || areas.All(area => area.Figures.ContainsKey(measure)))
                sums[measure] = areas.Sum(area => area.Figures.GetValueOrDefault(measure));
        }

        return new AreaFigures(code, name, sums, true);
    }

    /// <summary>A line of published numbers: what is hidden stays unknown, and so does every percentage of it.</summary>
    /// <param name="layout">Layout of the report's date.</param>
    /// <param name="code">Area.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isTotal">True for the province's total.</param>
    /// <param name="numbers">Published numbers by measure; null where hidden or not known.</param>
    public static ReportRow Shown(ReportLayout layout, string code, string name, bool isTotal, IReadOnlyDictionary<string, long?> numbers)
    {
        var values = layout.Columns.Where(column => !column.IsRate).ToDictionary(column => column.Number, column => (decimal?)numbers.GetValueOrDefault(column.Measure!));
        foreach (var column in layout.Columns.Where(column => column.IsRate))
            values[column.Number] = Rate(values.GetValueOrDefault(column.Numerator!.Value), values.GetValueOrDefault(column.Denominator!.Value));
        return new ReportRow(code, name, isTotal, [.. layout.Columns.Select(column => values[column.Number])]);
    }

    private static ReportRow Row(ReportLayout layout, AreaFigures area, string? line)
    {
        var values = new Dictionary<int, decimal?>();
        foreach (var column in layout.Columns.Where(column => !column.IsRate))
            values[column.Number] = area.Figures.TryGetValue(line is null ? column.Measure! : $"{column.Measure}.{line}", out var value) ? value : Default(column.Measure!);
        foreach (var column in layout.Columns.Where(column => column.IsRate))
            values[column.Number] = Rate(values.GetValueOrDefault(column.Numerator!.Value), values.GetValueOrDefault(column.Denominator!.Value));
        return new ReportRow(area.Code, area.Name, area.IsTotal, [.. layout.Columns.Select(column => values[column.Number])], line);
    }

    // Nobody of a class is 0; residents that nobody counted are unknown.
    private static decimal? Default(string measure) => measure is Measures.ResidentHouseholds or Measures.ResidentPersons ? null : 0;

    // Percent with two decimals, half up, as the printed reports do.
    private static decimal? Rate(decimal? numerator, decimal? denominator) =>
        numerator is { } top && denominator is > 0 and { } below ? Math.Round(top * 100 / below, Decimals, MidpointRounding.AwayFromZero) : null;
}
