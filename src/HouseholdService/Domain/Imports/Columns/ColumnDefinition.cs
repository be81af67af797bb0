namespace PovertyPlatform.HouseholdService.Domain.Imports.Columns;

/// <summary>One row of <c>reference/workbook/columns.csv</c>.</summary>
/// <param name="Field">Stable name, for example <c>full_name</c> or <c>indicator:22-01</c>.</param>
/// <param name="Heading">Heading that the template prints.</param>
/// <param name="HeadingEn">Its meaning in English.</param>
/// <param name="Group">Heading above it, or empty.</param>
/// <param name="Synonyms">Other headings; <c>Group &gt; Heading</c> counts only under that group.</param>
/// <param name="Required">Whether a list must have it.</param>
/// <param name="Kind">How its cells are read.</param>
/// <param name="Meaning">What stands in it.</param>
/// <param name="ValidFrom">First review day on which it counts.</param>
/// <param name="ValidTo">Last review day.</param>
public sealed record ColumnDefinition(
    string Field, string Heading, string HeadingEn, string Group, IReadOnlyList<string> Synonyms, string Required, string Kind, string Meaning,
    DateOnly ValidFrom, DateOnly ValidTo)
{
    /// <summary>True when the heading by itself could mean something else and counts only under its group.</summary>
    public bool NeedsGroup => Synonyms.Any(synonym => SplitPath(synonym) is ({ }, var heading) && HeadingKey.Of(heading) == HeadingKey.Of(Heading));

    /// <summary>Group and heading of a synonym; the group is null when the heading counts anywhere.</summary>
    public static (string? Group, string Heading) SplitPath(string synonym) =>
        synonym.LastIndexOf(" > ", StringComparison.Ordinal) is var cut and >= 0 ? (synonym[..cut], synonym[(cut + 3)..]) : (null, synonym);
}
