using PovertyPlatform.Seed.People;

namespace PovertyPlatform.Seed.Samples;

/// <summary>One row of the list: a member, with the household's columns filled on the head's row only.</summary>
sealed record SheetRow(SampleHousehold Household, Person Member, int HouseholdNumber, int MemberNumber)
{
    public bool IsHead => MemberNumber == 1;
}

/// <param name="Field">Name of the column in reference/workbook/columns.csv.</param>
/// <param name="Group">Heading above several columns, or empty when the heading stands alone and is merged downwards.</param>
sealed record SheetColumn(string Field, string Group, string Heading, double Width, Func<SheetRow, object?> Value)
{
    public static SheetColumn OfMember(string field, string heading, double width, Func<SheetRow, object?> value, string group = "") =>
        new(field, group, heading, width, value);

    public static SheetColumn OfHousehold(string field, string heading, double width, Func<SampleHousehold, object?> value, string group = "") =>
        new(field, group, heading, width, row => row.IsHead ? value(row.Household) : null);

    /// <summary>Marked columns side by side under one group; <paramref name="isMarked"/> gets the column's place.</summary>
    public static IEnumerable<SheetColumn> Marks(string group, IEnumerable<(string Field, string Heading)> columns, Func<SampleHousehold, int, bool> isMarked) =>
        columns.Select((column, i) => OfHousehold(column.Field, column.Heading, 9, h => isMarked(h, i) ? Habits.Mark(h, i) : null, group));
}
