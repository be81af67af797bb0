using PovertyPlatform.Contracts;
namespace PovertyPlatform.Seed.Samples;

/// <summary>What the product must count for a workbook, worked out from the story and not from the product.</summary>
sealed record ExpectedYear(
    int Year, string File, string Sheet, int Households, int MemberRows, int RefusedHouseholds, int RefusedRows, int TakenHouseholds, int TakenMembers,
    IReadOnlyDictionary<string, ExpectedClass> Classes, IReadOnlyDictionary<string, int> Movements, int EscapedHouseholds, IReadOnlyList<ExpectedFault> Faults);

sealed record ExpectedClass(int Households, int Persons);

sealed record ExpectedFault(string Kind, int Row, string Column, string Heading, string? Value);

static class ExpectedCounts
{
    public static ExpectedYear Of(int year, string file, ReviewSheet sheet, IReadOnlyList<SampleHousehold> all, IReadOnlyList<SampleHousehold> spoiled)
    {
        var taken = all.Except(spoiled).ToList();
        return new(
            year, file, sheet.Workbook.SheetName, all.Count, all.Sum(h => h.Members.Count), spoiled.Count, spoiled.Sum(h => h.Members.Count), taken.Count, taken.Sum(h => h.Members.Count),
            new SortedDictionary<string, ExpectedClass>(taken.GroupBy(h => h.Review.Class).ToDictionary(g => g.Key.ToString(), g => new ExpectedClass(g.Count(), g.Sum(h => h.Members.Count)))),
            new SortedDictionary<string, int>(taken.GroupBy(h => $"{h.Before?.ToString() ?? "None"} to {h.Review.Class}").ToDictionary(g => g.Key, g => g.Count())),
            taken.Count(h => h.Before is PovertyClass.Poor or PovertyClass.NearPoor && h.Review.Class == PovertyClass.NotPoor),
            [.. sheet.FaultCells.Select(cell => new ExpectedFault(cell.Fault.Kind, cell.Row, Workbook.ColumnName(cell.Column), cell.Heading, cell.Fault.Typed?.ToString()))]);
    }
}
