using System.Globalization;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>Understands the answers of the review: points, income, missed indicators, causes, needs, and what the list states itself.</summary>
internal sealed class AnswersChecker(ImportRules rules, FindingReporter findings, HouseholdCells cells)
{
    // What a column can hold at all; the highest points of a form are reference data of the standard.
    private const int MostPoints = 1000;
    private static readonly byte[] NotAnswered = System.Text.Encoding.UTF8.GetBytes(MarkCell.NotAnswered);
    private const long LeastIncome = 10_000;
    private const long MostIncome = 1_000_000_000;
    private readonly RememberedCells<bool?> _indicators = new(text => MarkCell.Parse(text, rules.Standard.Row.PointsPerDeprivation));
    private readonly RememberedCells<(string[] Codes, string? Unknown)> _causes = new(text => CausesOf(text, rules.Causes));
    private readonly RememberedCells<PovertyClass?> _classes = new(ClassOf);

    public void Read(HouseholdDraft household, SheetLayout layout, Func<Field, bool> mark)
    {
        var deprivations = ReadIndicators(household, layout);
        var mostB2 = rules.Standard.Row.PointsPerDeprivation is { } each ? each * rules.Columns.Indicators.Count : MostPoints;
        var b1 = Points(Field.PointsB1, household, MostPoints);
        var b2 = Points(Field.PointsB2, household, mostB2);
        var expected = deprivations * rules.Standard.Row.PointsPerDeprivation;
        if (b2 is { } stated && expected is { } sum && stated != sum && cells.TryGet(Field.PointsB2, out var cell))
            findings.Add("points-disagree", cell.Row, cell.Column, household.Texts[cell.Text], sum.ToString(CultureInfo.InvariantCulture));
        var income = Income(household);
        if (b1 is null && income is null && !household.HasFault && (layout.Has(Field.PointsB1) || layout.Has(Field.Income)))
            findings.Add("points-missing", household.FirstRow, layout.ColumnOf(layout.Has(Field.PointsB1) ? Field.PointsB1 : Field.Income), default);
        household.Answers = new Answers(rules.Standard.Code, income, b1, b2, deprivations, mark(Field.RequestsAverageLiving));
        household.Class = Classifier.Classify(household.Answers, rules.AreaType, rules.Standard);
        ReadCauses(household, layout);
        for (var need = Field.NeedHealth; need <= Field.NeedOther; need++)
            if (mark(need))
                household.Needs |= 1u << (need - Field.NeedHealth);
        ReadStated(household, mark);
    }

    private int? ReadIndicators(HouseholdDraft household, SheetLayout layout)
    {
        if (layout.ColumnOf(ColumnCatalogue.FirstIndicator) < 0)
            return null;
        var unanswered = false;
        for (var at = 0; at < rules.Columns.Indicators.Count; at++)
        {
            if (!cells.TryGet(ColumnCatalogue.FirstIndicator + at, out var cell))
                continue;
            if (household.Texts[cell.Text].SequenceEqual(NotAnswered))
            {
                unanswered = true;
                continue;
            }

            var marked = _indicators.Of(household.Texts[cell.Text]);
            if (marked is null)
                findings.Add("mark-unclear", cell.Row, cell.Column, household.Texts[cell.Text]);
            else if (marked.Value)
                household.Deprived |= 1u << at;
        }

        return unanswered && household.Deprived == 0 ? null : System.Numerics.BitOperations.PopCount(household.Deprived);
    }

    private int? Points(Field field, HouseholdDraft household, int most)
    {
        if (!cells.TryGet(field, out var cell))
            return null;
        var typed = household.Texts[cell.Text];
        if (!NumberCell.TryPoints(CleanText.Of(typed), cell.Form, out var points))
            findings.Add("points-unclear", cell.Row, cell.Column, typed);
        else if (points < 0 || points > most)
            findings.Add("points-outside", cell.Row, cell.Column, typed, most.ToString(CultureInfo.InvariantCulture));
        else
            return points;
        return null;
    }

    private long? Income(HouseholdDraft household)
    {
        if (!cells.TryGet(Field.Income, out var cell))
            return null;
        var typed = household.Texts[cell.Text];
        if (!NumberCell.TryAmount(CleanText.Of(typed), cell.Form, out var income))
            findings.Add("income-unclear", cell.Row, cell.Column, typed);
        else if (income is not 0 and (< LeastIncome or > MostIncome))
            findings.Add("income-outside", cell.Row, cell.Column, typed);
        else
            return income;
        return null;
    }

    private void ReadCauses(HouseholdDraft household, SheetLayout layout)
    {
        if (cells.TryGet(Field.Causes, out var list))
        {
            var (codes, unknown) = _causes.Of(household.Texts[list.Text]);
            household.Causes.UnionWith(codes);
            LeaveJudging(household, list);
            if (unknown is not null)
                findings.Add("cause-unknown", list.Row, list.Column, household.Texts[list.Text], unknown);
        }

        for (var at = 0; at < rules.Columns.Causes.Count; at++)
        {
            if (layout.ColumnOf(rules.Columns.FirstCause + at) < 0 || !cells.TryGet(rules.Columns.FirstCause + at, out var cell))
                continue;
            var marked = _indicators.Of(household.Texts[cell.Text]);
            if (marked is null)
                findings.Add("mark-unclear", cell.Row, cell.Column, household.Texts[cell.Text]);
            else if (marked.Value)
                household.Causes.Add(rules.Columns.Causes[at]);
            LeaveJudging(household, cell);
        }
    }

    // What was typed is not repeated with the finding: a judgement is told to nobody who has no authority for it.
    private void LeaveJudging(HouseholdDraft household, HouseholdCells.Kept cell)
    {
        if (household.Causes.RemoveWhere(rules.JudgingCauses.Contains) > 0)
            findings.Add("cause-restricted", cell.Row, cell.Column, default);
    }

    private void ReadStated(HouseholdDraft household, Func<Field, bool> mark)
    {
        var marked = (New: mark(Field.NewlyListed), Relapsed: mark(Field.Relapsed), Still: mark(Field.StillListed));
        household.StatedChange = marked switch
        {
            (true, false, false) => "new",
            (false, true, false) => "relapsed",
            (false, false, true) => "still",
            _ => null,
        };
        if (household.StatedChange is null && marked != (false, false, false) && cells.TryGet(marked.New ? Field.NewlyListed : Field.Relapsed, out var change))
            findings.Add("changes-disagree", change.Row, change.Column, household.Texts[change.Text]);
        if (!cells.TryGet(Field.StatedClass, out var cell))
            return;
        household.StatedClass = _classes.Of(household.Texts[cell.Text]);
        if (household.StatedClass is null)
            findings.Add("class-unclear", cell.Row, cell.Column, household.Texts[cell.Text]);
        else if (household.StatedClass != household.Class && household.Class != PovertyClass.Undetermined)
            findings.Add("class-differs", cell.Row, cell.Column, household.Texts[cell.Text], household.Class.ToString());
    }

    private static (string[] Codes, string? Unknown) CausesOf(string typed, CodeWords words)
    {
        // A name may itself contain commas, so the whole cell is tried first.
        if (words.Find(System.Text.Encoding.UTF8.GetBytes(typed)) is { } whole)
            return ([whole], null);
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var part in typed.Split([',', ';', '+', '/', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (words.Find(System.Text.Encoding.UTF8.GetBytes(part)) is not { } code)
                return ([.. codes], part);
            codes.Add(code);
        }

        return ([.. codes], null);
    }

    private static PovertyClass? ClassOf(string typed) => HeadingKey.Of(typed).Replace("ho ", "", StringComparison.Ordinal) switch
    {
        "ngheo" or "hn" => PovertyClass.Poor,
        "can ngheo" or "hcn" or "cn" => PovertyClass.NearPoor,
        "muc song trung binh" or "co muc song trung binh" or "trung binh" or "htb" => PovertyClass.AverageLiving,
        "khong ngheo" or "hkn" or "thoat ngheo" or "thoat can ngheo" or "khong thuoc dien ngheo" => PovertyClass.NotPoor,
        _ => null,
    };
}
