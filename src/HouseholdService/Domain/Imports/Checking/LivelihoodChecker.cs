using System.Globalization;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>
/// Understands what a list says of a household's income and work between reviews: all of it or nothing, as by hand. Day and observer alone say nothing; lists have them filled in
/// down the whole column.
/// </summary>
internal sealed class LivelihoodChecker(ImportRules rules, FindingReporter findings, HouseholdCells cells)
{
    private const int LongestWork = 500;
    private const int LongestObserver = 200;
    private const int EarliestYear = 2006;

    /// <summary>Reads the columns of the household.</summary>
    public LivelihoodDraft? Read(HouseholdDraft household, SheetLayout layout)
    {
        if (!rules.TakesFacts || !(cells.TryGet(Field.LivelihoodIncome, out _) || cells.TryGet(Field.LivelihoodWorkers, out _) || cells.TryGet(Field.LivelihoodWork, out _)))
            return null;
        var income = Income(household, layout);
        var workers = Workers(household, layout);
        var work = Text(Field.LivelihoodWork, 3, LongestWork, household, layout);
        var observer = cells.TryGet(Field.LivelihoodObserver, out _) || household.Reviewer.IsEmpty ? Text(Field.LivelihoodObserver, 1, LongestObserver, household, layout) : household.Reviewer;
        return Day(household) is { } day && income is not null && workers is not null && work is { } lived && observer is { } who ? new LivelihoodDraft(day, income.Value, workers.Value, lived, who) : null;
    }

    private DateOnly? Day(HouseholdDraft household)
    {
        if (!cells.TryGet(Field.LivelihoodOn, out var cell))
            return household.ReviewedOn;
        var typed = household.Texts[cell.Text];
        if (BirthCell.Parse(CleanText.Of(typed), cell.Form, out _) is { IsClear: true, Date: { } date } && date.Year >= EarliestYear && date <= rules.Today)
            return date;
        findings.Add("livelihood-date-unclear", cell.Row, cell.Column, typed);
        return null;
    }

    private long? Income(HouseholdDraft household, SheetLayout layout)
    {
        if (!cells.TryGet(Field.LivelihoodIncome, out var cell))
            return Missing<long>(Field.LivelihoodIncome, household, layout);
        var typed = household.Texts[cell.Text];
        if (NumberCell.TryAmount(CleanText.Of(typed), cell.Form, out var income) && income is >= 0 and <= Livelihood.MostIncome)
            return income;
        findings.Add("livelihood-income-unclear", cell.Row, cell.Column, typed, Livelihood.MostIncome.ToString("N0", CultureInfo.GetCultureInfo("vi-VN")));
        return null;
    }

    private int? Workers(HouseholdDraft household, SheetLayout layout)
    {
        if (!cells.TryGet(Field.LivelihoodWorkers, out var cell))
            return Missing<int>(Field.LivelihoodWorkers, household, layout);
        var typed = household.Texts[cell.Text];
        if (NumberCell.TryPoints(CleanText.Of(typed), cell.Form, out var workers) && workers >= 0 && workers <= household.Persons)
            return workers;
        findings.Add("livelihood-workers-unclear", cell.Row, cell.Column, typed, household.Persons.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    private TextPiece? Text(Field field, int least, int longest, HouseholdDraft household, SheetLayout layout)
    {
        if (!cells.TryGet(field, out var cell))
            return Missing<TextPiece>(field, household, layout);
        var typed = household.Texts[cell.Text];
        var text = CleanText.Of(typed);
        if (cell.Form == CellForm.Text && CleanText.Neutralise(ref text) && !text.IsEmpty)
            findings.Add("text-neutralised", cell.Row, cell.Column, typed);
        if (System.Text.Encoding.UTF8.GetCharCount(text) is var length && length >= least && length <= longest)
            return household.Texts.Add(text);
        findings.Add(length > longest ? "text-too-long" : "livelihood-incomplete", cell.Row, cell.Column, typed);
        return null;
    }

    private T? Missing<T>(Field field, HouseholdDraft household, SheetLayout layout)
        where T : struct
    {
        findings.Add("livelihood-incomplete", household.FirstRow, layout.ColumnOf(field), default);
        return null;
    }
}
