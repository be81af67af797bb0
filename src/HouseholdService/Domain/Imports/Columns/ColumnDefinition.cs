using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Columns;

/// <summary>One column of the commune's workbook, a row of <c>reference/workbook/columns.csv</c>.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class ColumnDefinition
{
    /// <summary>Stable name, for example <c>full_name</c> or <c>indicator:22-01</c>.</summary>
    public required string Field { get; init; }

    /// <summary>Order in the template.</summary>
    public short Ordinal { get; init; }

    /// <summary>Heading that the template prints.</summary>
    public required string HeadingVi { get; init; }

    /// <summary>Its meaning in English.</summary>
    public string HeadingEn { get; init; } = "";

    /// <summary>Heading above it, or empty.</summary>
    public string GroupVi { get; init; } = "";

    /// <summary>Other headings; <c>Group &gt; Heading</c> counts only under that group.</summary>
    public string[] Synonyms { get; init; } = [];

    /// <summary><c>yes</c>, empty, or which of several columns a list must have.</summary>
    public string Required { get; init; } = "";

    /// <summary>How its cells are read.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What stands in it.</summary>
    public string Meaning { get; init; } = "";

    /// <summary>First day on which it counts.</summary>
    public DateOnly ValidFrom { get; init; } = DateOnly.MinValue;

    /// <summary>Last day, or null.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>True when the column counts for lists of the year.</summary>
    public bool CountsFor(int year) => ValidFrom <= new DateOnly(year, 12, 31) && (ValidTo ?? DateOnly.MaxValue) >= new DateOnly(year, 12, 31);

    /// <summary>True when the heading by itself could mean something else and counts only under its group.</summary>
    public bool NeedsGroup => Synonyms.Any(synonym => SplitPath(synonym) is ({ }, var heading) && HeadingKey.Of(heading) == HeadingKey.Of(HeadingVi));

    /// <summary>Group and heading of a synonym; the group is null when the heading counts anywhere.</summary>
    public static (string? Group, string Heading) SplitPath(string synonym) =>
        synonym.LastIndexOf(" > ", StringComparison.Ordinal) is var cut and >= 0 ? (synonym[..cut], synonym[(cut + 3)..]) : (null, synonym);
}
