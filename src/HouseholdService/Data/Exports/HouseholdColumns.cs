using PovertyPlatform.HouseholdService.Data.Printing;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;

namespace PovertyPlatform.HouseholdService.Data.Exports;

/// <summary>
/// The columns of a household list as it goes out: those of the commune's workbook, in its order and under its headings, so that the same file can come back in. Left
/// out are columns that say a thing a second time (birth and sex in columns of their own, head and number of persons, one column for each cause) and the note, which never leaves the registry.
/// </summary>
internal static class HouseholdColumns
{
    /// <summary>The column of associations and circumstances.</summary>
    public const string Facts = "facts";

    private static readonly HashSet<string> OnPaper = new(StringComparer.Ordinal)
        { "household_number", "member_number", "full_name", "birth_man", "birth_woman", "ethnic_group", "relation", "hamlet", "points_b1", "points_b2" };

    private static readonly HashSet<string> OfMembers = new(StringComparer.Ordinal)
        { "member_number", "full_name", "birth_man", "birth_woman", "ethnic_group", "relation", "identity_number", "old_identity_number", "occupation", Facts };

    private static readonly HashSet<string> OfLivelihood = new(StringComparer.Ordinal) { "livelihood_on", "livelihood_income", "livelihood_workers", "livelihood_work", "livelihood_observer" };

    /// <summary>Columns of the year's list.</summary>
    /// <param name="catalogue">Columns of the year.</param>
    /// <param name="hasIndicators">False when no household answered them: without the columns nobody takes empty cells for answers.</param>
    /// <param name="withFacts">True for who may see what people are and live on.</param>
    public static IReadOnlyList<ColumnDefinition> Of(ColumnCatalogue catalogue, bool hasIndicators, bool withFacts) => [.. catalogue.Columns.Where(column =>
        column.Field is not ("birth" or "sex" or "head_name" or "persons" or "note") && !column.Field.StartsWith("cause:", StringComparison.Ordinal) && !column.Field.StartsWith("fact:", StringComparison.Ordinal)
        && (withFacts || (column.Field != Facts && !IsOfLivelihood(column))) && (hasIndicators || !IsIndicator(column)))];

    /// <summary>The column as it is printed.</summary>
    public static PaperColumn Print(ColumnDefinition column) => new(column.HeadingVi, WidthOf(column), column.GroupVi, column.Kind switch
    {
        "points" or "amount" or "whole number" => CellKind.Number,
        "mark" or "sex" or "date or year" or "date" => CellKind.Centred,
        _ => CellKind.Text,
    }, OnPaper.Contains(column.Field), column.Field is "household_number" or "member_number" or "full_name");

    /// <summary>True when its cells belong to a member and stand on every row.</summary>
    public static bool IsOfMember(ColumnDefinition column) => OfMembers.Contains(column.Field);

    /// <summary>True when it says what the household lives on.</summary>
    public static bool IsOfLivelihood(ColumnDefinition column) => OfLivelihood.Contains(column.Field);

    /// <summary>True when it is marked for a missed indicator.</summary>
    public static bool IsIndicator(ColumnDefinition column) => column.Field.StartsWith("indicator:", StringComparison.Ordinal);

    private static int WidthOf(ColumnDefinition column) => column.Field switch
    {
        "household_number" or "member_number" => 7,
        "full_name" => 25,
        "hamlet" or "address" or Facts or "livelihood_work" => 22,
        "relation" or "identity_number" or "old_identity_number" or "household_code" or "phone" => 15,
        "occupation" or "reviewer" or "causes" or "stated_class" => 17,
        "points_b1" or "points_b2" => 8,
        _ => column.Kind is "mark" ? 9 : 12,
    };
}
