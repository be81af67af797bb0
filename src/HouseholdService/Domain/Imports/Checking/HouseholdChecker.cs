using System.Globalization;
using System.Text;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>Understands a household once all its rows are read: its head, its own columns, its answers.</summary>
internal sealed class HouseholdChecker(ImportRules rules, FindingReporter findings, HouseholdCells cells)
{
    private const int LongestCode = 40;
    private const int LongestText = 300;
    private readonly AnswersChecker _answers = new(rules, findings, cells);
    private readonly LivelihoodChecker _livelihoods = new(rules, findings, cells);
    private readonly RememberedCells<bool?> _marks = new(text => MarkCell.Parse(text));
    private readonly RememberedCells<string?> _phones = new(PhoneOf);

    /// <summary>Completes the household.</summary>
    /// <param name="household">With its members read.</param>
    /// <param name="layout">Columns of its sheet.</param>
    /// <param name="hamletAbove">Hamlet of the line or household above, for lists that name it once.</param>
    public void Finish(HouseholdDraft household, SheetLayout layout, string hamletAbove)
    {
        FindHead(household, layout);
        ReadPlace(household, layout, hamletAbove);
        household.HasMerit = Mark(Field.Merit, household, layout);
        household.IsIndigenousMinority = Mark(Field.IndigenousMinority, household, layout);
        household.LacksLabourCapacity = Mark(Field.NoLabourCapacity, household, layout);
        household.InDifficultArea = Mark(Field.DifficultArea, household, layout);
        ReadPersons(household, layout);
        ReadReviewDate(household);
        CheckBirths(household);
        _answers.Read(household, layout, field => Mark(field, household, layout) == true);
        household.Livelihood = _livelihoods.Read(household, layout);
        household.EthnicGroup = household.Head >= 0 ? household.Members[household.Head].EthnicGroup ?? "99" : "99";
    }

    private void ReadPersons(HouseholdDraft household, SheetLayout layout)
    {
        (household.IsHeadOnly, household.Persons) = (layout.IsPerHousehold, household.MemberCount);
        if (!layout.IsPerHousehold)
            return;
        if (cells.TryGet(Field.Persons, out var cell) && NumberCell.TryPoints(CleanText.Of(household.Texts[cell.Text]), cell.Form, out var persons) && persons is >= 1 and <= HouseholdDraft.MostMembers)
            household.Persons = persons;
        else
            findings.Add("persons-unclear", household.FirstRow, layout.ColumnOf(Field.Persons), household.Texts[cell.Text]);
    }

    private void FindHead(HouseholdDraft household, SheetLayout layout)
    {
        var unclear = false;
        for (var at = 0; at < household.MemberCount; at++)
        {
            var relation = household.Members[at].Relation;
            unclear |= relation is null;
            if (relation != Member.HeadRelation)
                continue;
            if (household.Head < 0)
                household.Head = at;
            else
                findings.Add("two-heads", household.Members[at].Row, layout.ColumnOf(Field.Relation), "Chủ hộ"u8);
        }

        // A relation that could not be read may have been the head's; that fault is told already.
        if (household.Head < 0 && !unclear)
            findings.Add("no-head", household.FirstRow, layout.ColumnOf(Field.Relation), household.Texts[household.FirstRelationTyped]);
    }

    private void ReadPlace(HouseholdDraft household, SheetLayout layout, string hamletAbove)
    {
        var texts = household.Texts;
        household.Hamlet = Text(Field.Hamlet, texts, LongestText, "text-too-long") is { IsEmpty: false } own ? own : texts.Add(hamletAbove);
        if (household.Hamlet.IsEmpty)
            findings.Add("hamlet-missing", household.FirstRow, layout.ColumnOf(Field.Hamlet), default);
        Span<byte> search = stackalloc byte[RowBatch.LongestCell];
        household.HamletSearch = texts.Add(search[..SearchBytes.Write(texts[household.Hamlet], search)]);
        if (cells.TryGet(Field.HouseholdCode, out var code))
        {
            household.Code = texts.Add(CleanText.Of(texts.Text(code.Text)).ToUpperInvariant());
            if (household.Code.Length > LongestCode)
                findings.Add("code-too-long", code.Row, code.Column, texts[code.Text]);
        }

        household.Address = Text(Field.Address, texts, LongestText, "text-too-long");
        household.Reviewer = Text(Field.Reviewer, texts, LongestText, "text-too-long");
        if (cells.TryGet(Field.Phone, out var phone) && texts[phone.Text].ContainsAnyInRange((byte)'0', (byte)'9'))
        {
            if (_phones.Of(texts[phone.Text]) is { } number)
                household.Phone = texts.Add(number);
            else
                findings.Add("phone-unclear", phone.Row, phone.Column, texts[phone.Text]);
        }
    }

    private TextPiece Text(Field field, Utf8Arena texts, int longest, string tooLong)
    {
        if (!cells.TryGet(field, out var cell))
            return default;
        var text = CleanText.Of(texts[cell.Text]);
        if (cell.Form == CellForm.Text && CleanText.Neutralise(ref text) && !text.IsEmpty)
            findings.Add("text-neutralised", cell.Row, cell.Column, texts[cell.Text]);
        if (text.Length > longest)
        {
            findings.Add(tooLong, cell.Row, cell.Column, texts[cell.Text]);
            return default;
        }

        return texts.Add(text);
    }

    private bool? Mark(Field field, HouseholdDraft household, SheetLayout layout)
    {
        if (!layout.Has(field))
            return null;
        if (!cells.TryGet(field, out var cell))
            return false;
        var marked = _marks.Of(household.Texts[cell.Text]);
        if (marked is null)
            findings.Add("mark-unclear", cell.Row, cell.Column, household.Texts[cell.Text]);
        return marked ?? false;
    }

    private void ReadReviewDate(HouseholdDraft household)
    {
        household.ReviewedOn = rules.ReviewedOn;
        if (!cells.TryGet(Field.ReviewedOn, out var cell))
            return;
        var typed = household.Texts[cell.Text];
        if (BirthCell.Parse(CleanText.Of(typed), cell.Form, out _) is not { IsClear: true, Date: { } date })
            findings.Add("review-date-unclear", cell.Row, cell.Column, typed);
        else if (date.Year != rules.Year || date > rules.Today)
            findings.Add("review-date-outside", cell.Row, cell.Column, typed, rules.Year.ToString(CultureInfo.InvariantCulture));
        else
            household.ReviewedOn = date;
    }

    private void CheckBirths(HouseholdDraft household)
    {
        for (var at = 0; at < household.MemberCount; at++)
        {
            ref var member = ref household.Members[at];
            if (member.BirthYear > household.ReviewedOn.Year || member.BirthDay > household.ReviewedOn.DayNumber)
                findings.Add("birth-future", member.Row, member.BirthColumn, household.Texts[member.BirthTyped]);
        }
    }

    // Telephones lose their zero too; what stays are digits, with a plus for a country code.
    private static string? PhoneOf(string typed)
    {
        var first = typed.Split(['/', ';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[0];
        var digits = new StringBuilder();
        foreach (var letter in first)
            if (char.IsAsciiDigit(letter))
                digits.Append(letter);
            else if (letter is not (' ' or '.' or '-' or '(' or ')' or '+' or '\''))
                return null;
        if (digits.Length == 9 && digits[0] != '0')
            digits.Insert(0, '0');
        return digits.Length is >= 8 and <= 15 ? digits.ToString() : null;
    }
}
