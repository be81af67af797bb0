using System.Globalization;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;
using PovertyPlatform.HouseholdService.Domain.Imports.Checking;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Reference;
using PovertyPlatform.HouseholdServiceTests.Standards;
using PovertyPlatform.TestKit.Asserting;
using Sylvan.Data.Csv;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>The rules of an import from the reference data as shipped, without a database.</summary>
internal static class SampleRules
{
    public static ImportRules For(int year = 2026, AreaType areaType = AreaType.Rural) => new()
    {
        Year = year,
        ReviewedOn = new DateOnly(year, 10, 30),
        Today = new DateOnly(year, 11, 24),
        Columns = Catalogue(year),
        Standard = ReferenceStandards.Catalog.ForYear(year)!,
        AreaType = areaType,
        EthnicGroups = CodeWords.Of(List("ethnic-groups")),
        Relations = CodeWords.Of(List("relations"), allowsTail: true),
        Facts = CodeWords.Of(List("member-facts")),
        FactCodes = [.. List("member-facts").Select(item => item.Code)],
        Causes = CodeWords.Of(List("causes")),
    };

    public static ColumnCatalogue Catalogue(int year = 2026)
    {
        using var csv = CsvDataReader.Create(Path.Combine(Approved.Root, "reference/workbook/columns.csv"));
        DateOnly? Day(string name) => csv.GetString(csv.GetOrdinal(name)) is { Length: > 0 } text ? DateOnly.Parse(text, CultureInfo.InvariantCulture) : null;
        var columns = new List<ColumnDefinition>();
        while (csv.Read())
            columns.Add(new ColumnDefinition
            {
                Field = csv.GetString(csv.GetOrdinal("field")),
                Ordinal = (short)columns.Count,
                HeadingVi = csv.GetString(csv.GetOrdinal("heading_vi")),
                GroupVi = csv.GetString(csv.GetOrdinal("group_vi")),
                Synonyms = csv.GetString(csv.GetOrdinal("synonyms")).Split('|', StringSplitOptions.RemoveEmptyEntries),
                ValidFrom = Day("valid_from") ?? DateOnly.MinValue,
                ValidTo = Day("valid_to"),
            });
        return new ColumnCatalogue(columns, year);
    }

    public static IReadOnlyList<CodeListItem> List(string name)
    {
        using var csv = CsvDataReader.Create(Path.Combine(Approved.Root, $"reference/lists/{name}.csv"));
        var items = new List<CodeListItem>();
        while (csv.Read())
            items.Add(new CodeListItem
            {
                Kind = name,
                Code = csv.GetString(csv.GetOrdinal("code")),
                NameVi = csv.GetString(csv.GetOrdinal("name_vi")),
                Synonyms = csv.GetString(csv.GetOrdinal("synonyms")).Split('|', StringSplitOptions.RemoveEmptyEntries),
            });
        return items;
    }
}
