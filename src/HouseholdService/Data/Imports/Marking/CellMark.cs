using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;

namespace PovertyPlatform.HouseholdService.Data.Imports.Marking;

/// <summary>A cell to mark, with what its note says. Row from 1, column from 0.</summary>
internal sealed record CellMark(int Row, int Column, FindingLevel Level, string Text)
{
    /// <summary>Most cells that are marked in a file: who has more faults has one fault many times, and sees it from these.</summary>
    public const int Most = 20_000;

    /// <summary>A cell's name, for example <c>C7</c>.</summary>
    public string Reference => $"{Finding.Letters(Column)}{Row}";

    /// <summary>
    /// The marks of each sheet in order of row and column. What concerns a row as a whole stands at its first cell, what concerns the file at the first cell of the
    /// first sheet. Several findings of a cell share its note; the gravest gives the colour.
    /// </summary>
    public static ILookup<int, CellMark> BySheet(IEnumerable<ImportFinding> findings) => findings
        .GroupBy(finding => (Sheet: Math.Max(0, (int)finding.SheetNo), Row: Math.Max(1, finding.RowNo), Column: Math.Max(0, (int)finding.ColumnNo)))
        .OrderBy(cell => cell.Key)
        .ToLookup(cell => cell.Key.Sheet, cell => new CellMark(cell.Key.Row, cell.Key.Column, cell.Min(finding => finding.Level), string.Join('\n', cell.Select(TextOf).Distinct())));

    /// <summary>What is wrong and what to do, as the officer reads it.</summary>
    public static string TextOf(ImportFinding finding)
    {
        var kind = finding.Level switch { FindingLevel.Fault => "LỖI", FindingLevel.Repair => "ĐÃ SỬA", _ => "LƯU Ý" };
        return $"{kind}: {FindingCatalogue.All[finding.Code].InVietnamese(finding.Arguments)}";
    }
}
