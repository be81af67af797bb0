using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>
/// Understands what a list says of its people: associations and circumstances, all in one cell or with a column each. An empty cell says nothing, because lists are seldom complete;
/// only a written no ends what was recorded.
/// </summary>
internal sealed class FactChecker
{
    private const ulong Unknown = ulong.MaxValue;
    private readonly ImportRules _rules;
    private readonly FindingReporter _findings;
    private readonly RememberedCells<(ulong Facts, string? Unknown)> _lists;
    private readonly RememberedCells<bool?> _marks = new(text => MarkCell.Parse(text));
    private readonly RememberedCells<bool> _words = new(text => SearchName.Of(text).Length > 0);
    private readonly ulong[] _bits;

    public FactChecker(ImportRules rules, FindingReporter findings)
    {
        (_rules, _findings) = (rules, findings);
        if (rules.FactCodes.Count >= 64)
            throw new InvalidDataException("The list member-fact has more codes than a row of an import can hold.");
        _bits = [.. rules.Columns.Facts.Select(code => BitOf(code) is not Unknown and var bit ? bit : throw new InvalidDataException($"columns.csv names 'fact:{code}', which is not on the list member-fact."))];
        _lists = new(Parse);
    }

    /// <summary>Reads the cells of the row into its member.</summary>
    public void Read(RowCells row, ref MemberDraft member)
    {
        if (!_rules.TakesFacts)
            return;
        if (row.Has(Field.Facts))
        {
            var (facts, unknown) = _lists.Of(row.Text(Field.Facts));
            member.Facts |= facts;
            if (unknown is not null)
                _findings.Add("fact-unknown", row.Number, row[Field.Facts].Column, row.Text(Field.Facts), unknown);
        }

        foreach (var slot in row.Slots)
        {
            if (slot < _rules.Columns.FirstFact)
                continue;
            var bit = _bits[slot - _rules.Columns.FirstFact];
            if (_marks.Of(row.Text(slot)) is not { } marked)
                _findings.Add("mark-unclear", row.Number, row[slot].Column, row.Text(slot));
            else if (marked)
                member.Facts |= bit;
            else if (!_words.Of(row.Text(slot)))
                continue;
            else if ((member.Facts & bit) != 0)
                _findings.Add("facts-disagree", row.Number, row[slot].Column, row.Text(slot));
            else
                member.NoFacts |= bit;
        }
    }

    private ulong BitOf(string code) => _rules.FactCodes.Index().Where(pair => pair.Item == code).Select(pair => 1ul << pair.Index).FirstOrDefault(Unknown);

    private (ulong Facts, string? Unknown) Parse(string typed)
    {
        if (SearchName.Of(typed) is "" or "khong" or "khong co" or "ko" or "0")
            return (0, null);
        var facts = 0ul;
        foreach (var part in typed.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // A name may itself contain commas, so it is tried as a whole first.
            if (Find(part) is { } whole)
            {
                facts |= BitOf(whole);
                continue;
            }

            foreach (var word in part.Split([',', '+', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                if (Find(word) is { } code)
                    facts |= BitOf(code);
                else
                    return (facts, word);
        }

        return (facts, null);
    }

    private string? Find(string word) => _rules.Facts.Find(System.Text.Encoding.UTF8.GetBytes(word));
}
