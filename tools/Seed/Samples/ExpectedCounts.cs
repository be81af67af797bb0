using PovertyPlatform.Contracts;

namespace PovertyPlatform.Seed.Samples;

/// <summary>What the product must count for a workbook, worked out from the story and not from the product.</summary>
/// <param name="Residents">All residents of the commune that year (invented): the denominators of the report.</param>
/// <param name="Movements">Households by class in the review before and in this one.</param>
/// <param name="Grants">Open grants after the decision, by programme.</param>
/// <param name="EligibilityGranted">Events that open or renew a grant because of the decision.</param>
/// <param name="EligibilityWithdrawn">Events that end a grant because of it, if the list before still held.</param>
sealed record ExpectedYear(
    int Year, string File, string Sheet, DateOnly ReviewedOn, ExpectedDecision Decision, ExpectedClass Residents,
    int Households, int MemberRows, int RefusedHouseholds, int RefusedRows, int TakenHouseholds, int TakenMembers,
    IReadOnlyDictionary<string, ExpectedClass> Classes, IReadOnlyDictionary<string, int> Movements, int EscapedHouseholds,
    IReadOnlyDictionary<string, int> Grants, int EligibilityGranted, int EligibilityWithdrawn, IReadOnlyList<ExpectedFault> Faults);

sealed record ExpectedDecision(string Number, DateOnly DecidedOn, string Signer);

sealed record ExpectedClass(int Households, int Persons);

sealed record ExpectedFault(string Code, int Row, string Column, string Heading, string? Value);

static class ExpectedCounts
{
    public static ExpectedYear Of(SampleYear year, ReviewSheet sheet, IReadOnlyDictionary<string, SampleHousehold> before)
    {
        var taken = year.Households.Except(year.Spoiled).ToList();
        var grants = taken.SelectMany(h => ExpectedGrants.Of(h, year.Decision.DecidedOn)).ToList();
        var withdrawn = taken.Sum(h => before.TryGetValue(h.Code, out var earlier)
            ? ExpectedGrants.Of(earlier, year.Decision.DecidedOn).Except(ExpectedGrants.Of(h, year.Decision.DecidedOn)).Count() : 0);
        return new(
            year.Year, year.File, sheet.Workbook.SheetName, year.ReviewedOn, year.Decision, year.Residents,
            year.Households.Count, Persons(year.Households), year.Spoiled.Count, Persons(year.Spoiled), taken.Count, Persons(taken),
            Sorted(taken.GroupBy(h => $"{h.Review.Class}"), group => new ExpectedClass(group.Count(), Persons(group))),
            Sorted(taken.GroupBy(h => $"{h.Before?.ToString() ?? "None"} to {h.Review.Class}"), group => group.Count()),
            taken.Count(h => h.Before is PovertyClass.Poor or PovertyClass.NearPoor && h.Review.Class == PovertyClass.NotPoor),
            Sorted(grants.GroupBy(programme => programme), group => group.Count()), grants.Count, withdrawn,
            [.. sheet.FaultCells.Select(cell => new ExpectedFault(cell.Fault.Code, cell.Row, Workbook.ColumnName(cell.Column), cell.Heading, cell.Fault.Typed?.ToString()))]);
    }

    static int Persons(IEnumerable<SampleHousehold> households) => households.Sum(h => h.Members.Count);

    static SortedDictionary<string, TValue> Sorted<TItem, TValue>(IEnumerable<IGrouping<string, TItem>> groups, Func<IGrouping<string, TItem>, TValue> value) =>
        new(groups.ToDictionary(group => group.Key, value), StringComparer.Ordinal);
}
