using System.Globalization;
using System.Text;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>Understands the member of a row.</summary>
internal sealed class MemberChecker(ImportRules rules, FindingReporter findings)
{
    private const int LongestName = 100;
    private const int LongestText = 200;
    private readonly FactChecker _facts = new(rules, findings);
    private readonly RememberedCells<byte> _sexes = new(SexOf);
    private readonly RememberedCells<bool> _nothings = new(text => Households.SearchName.Of(text) is "" or "khong" or "khong co" or "chua co" or "ko");

    /// <summary>Reads the member of the row into the household.</summary>
    /// <param name="row">The row.</param>
    /// <param name="household">The household.</param>
    /// <param name="isHead">Each row is the head of a household, and says nothing of relations.</param>
    public void Read(RowCells row, HouseholdDraft household, bool isHead)
    {
        ref var member = ref household.Members[household.MemberCount++];
        member = new MemberDraft { Row = row.Number, BirthDay = -1 };
        ReadName(row, household.Texts, ref member);
        ReadBirth(row, household.Texts, ref member);
        member.EthnicGroup = ReadCode(row, Field.EthnicGroup, rules.EthnicGroups, "ethnic-group-unknown");
        member.Relation = isHead ? Households.Member.HeadRelation : ReadCode(row, Field.Relation, rules.Relations, "relation-unknown");
        if (!isHead && !row.Has(Field.Relation))
            findings.Add("relation-missing", row.Number, row.ColumnOf(Field.Relation), default);
        ReadIdentity(row, household.Texts, ref member);
        _facts.Read(row, ref member);
        if (row.Has(Field.Occupation))
            member.Occupation = ReadText(row, Field.Occupation, household.Texts, LongestText, findings);
    }

    /// <summary>Reads free text: clean, not taken for a formula by other programs, not too long.</summary>
    public static TextPiece ReadText(RowCells row, Field field, Utf8Arena texts, int longest, FindingReporter findings)
    {
        var text = CleanText.Of(row.Text(field));
        if (row[field].Form == CellForm.Text && CleanText.Neutralise(ref text))
            findings.Add("text-neutralised", row.Number, row[field].Column, row.Text(field));
        if (text.Length > longest)
            findings.Add("text-too-long", row.Number, row[field].Column, row.Text(field));
        return texts.Add(text[..Math.Min(text.Length, longest)]);
    }

    private void ReadName(RowCells row, Utf8Arena texts, ref MemberDraft member)
    {
        var name = CleanText.Of(row.Text(Field.FullName));
        if (name.IsEmpty)
        {
            findings.Add("name-missing", row.Number, row.ColumnOf(Field.FullName), default);
            return;
        }

        if (!name.ContainsAnyInRange((byte)'a', (byte)'z'))
            name = Encoding.UTF8.GetBytes(Lowered(Encoding.UTF8.GetString(name)));
        if (!IsName(name))
        {
            findings.Add("name-unclear", row.Number, row[Field.FullName].Column, row.Text(Field.FullName));
            return;
        }

        member.Name = texts.Add(name);
        Span<byte> search = stackalloc byte[RowBatch.LongestCell];
        member.Search = texts.Add(search[..SearchBytes.Write(name, search)]);
    }

    private void ReadBirth(RowCells row, Utf8Arena texts, ref MemberDraft member)
    {
        var man = row.Has(Field.BirthMan);
        var woman = row.Has(Field.BirthWoman);
        var field = man ? Field.BirthMan : woman ? Field.BirthWoman : Field.Birth;
        if (man && woman)
            findings.Add("birth-twice", row.Number, row[Field.BirthWoman].Column, row.Text(Field.BirthWoman));
        member.Sex = man || woman ? (byte)(man ? 1 : 2) : ReadSex(row);
        if (!row.Has(field))
        {
            findings.Add("birth-missing", row.Number, row.ColumnOf(Field.Birth) is >= 0 and var one ? one : row.ColumnOf(Field.BirthMan), default);
            return;
        }

        var typed = row.Text(field);
        var birth = BirthCell.Parse(CleanText.Of(typed), row[field].Form, out var wasSerial);
        if (!birth.IsClear)
            findings.Add("birth-unclear", row.Number, row[field].Column, typed);
        else if (birth.Year < 1900)
            findings.Add("birth-too-early", row.Number, row[field].Column, typed);
        else if (wasSerial)
            findings.Add("date-from-number", row.Number, row[field].Column, typed, birth.Date!.Value.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));
        member.BirthYear = birth.Year;
        member.BirthDay = birth is { IsClear: true, Date: { } date } ? date.DayNumber : -1;
        member.BirthTyped = texts.Add(typed);
        member.BirthColumn = row[field].Column;
    }

    private byte ReadSex(RowCells row)
    {
        // A list with one column for each sex says the sex by the column; without a birth there is none, and that is already a fault.
        if (row.ColumnOf(Field.Sex) < 0)
            return 0;
        var sex = row.Has(Field.Sex) ? _sexes.Of(row.Text(Field.Sex)) : (byte)0;
        if (sex == 0)
            findings.Add(row.Has(Field.Sex) ? "sex-unclear" : "sex-missing", row.Number, row.ColumnOf(Field.Sex), row.Text(Field.Sex));
        return sex;
    }

    private string? ReadCode(RowCells row, Field field, CodeWords words, string unknown)
    {
        if (!row.Has(field))
            return null;
        var code = words.Find(row.Text(field));
        if (code is null)
            findings.Add(unknown, row.Number, row[field].Column, row.Text(field));
        return code;
    }

    private void ReadIdentity(RowCells row, Utf8Arena texts, ref MemberDraft member)
    {
        Span<byte> number = stackalloc byte[16];
        Span<byte> old = stackalloc byte[16];
        var length = ReadNumber(row, Field.IdentityNumber, ref member, number);
        var oldLength = ReadNumber(row, Field.OldIdentityNumber, ref member, old);
        if (oldLength == 0)
            member.Identity = texts.Add(number[..length]);
        else if (length == 0 || number[..length].SequenceEqual(old[..oldLength]))
            member.Identity = texts.Add(old[..oldLength]);
        else if (length == oldLength)
            findings.Add("identity-two-numbers", row.Number, row[Field.OldIdentityNumber].Column, row.Text(Field.OldIdentityNumber));
        else
            (member.Identity, member.OldIdentity) = length > oldLength ? (texts.Add(number[..length]), texts.Add(old[..oldLength])) : (texts.Add(old[..oldLength]), texts.Add(number[..length]));
    }

    // Which of the two a number is, its length says; columns are filled the wrong way round as often as not.
    private int ReadNumber(RowCells row, Field field, ref MemberDraft member, Span<byte> digits)
    {
        if (!row.Has(field))
            return 0;
        var typed = row.Text(field);
        var cell = row[field];
        var outcome = IdentityCell.Parse(CleanText.Of(typed), cell.Form, member.Sex == 0 ? null : member.Sex == 2, member.BirthYear, digits, out var length);
        switch (outcome)
        {
            case IdentityOutcome.None:
                return 0;
            case IdentityOutcome.Malformed:
                if (!_nothings.Of(typed))
                    findings.Add("identity-malformed", row.Number, cell.Column, typed);
                return 0;
            case IdentityOutcome.Ambiguous:
                findings.Add("identity-ambiguous", row.Number, cell.Column, typed);
                return 0;
            case IdentityOutcome.Restored:
                findings.Add("identity-restored", row.Number, cell.Column, typed, Encoding.ASCII.GetString(digits[..length]));
                break;
            case IdentityOutcome.Disagrees:
                findings.Add("identity-disagrees", row.Number, cell.Column, typed);
                break;
        }

        return length;
    }

    private static byte SexOf(string typed) => Households.SearchName.Of(typed) switch
    {
        "nam" or "trai" or "m" => 1,
        "nu" or "gai" or "f" => 2,
        _ => 0,
    };

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        if (name.Length is < 2 or > (LongestName * 3))
            return false;
        var latin = true;
        foreach (var letter in name)
        {
            if (letter < 0x80 && !char.IsAsciiLetter((char)letter) && letter is not ((byte)' ' or (byte)'\'' or (byte)'-' or (byte)'.'))
                return false;
            latin &= letter < 0xE2;
        }

        return latin || Encoding.UTF8.GetString(name).All(letter => char.IsLetter(letter) || letter is ' ' or '\'' or '\u2019' or '\u02BC' or '-' or '.');
    }

    // A name typed in capitals and the same name typed as usual are one name.
    private static string Lowered(string name)
    {
        var letters = name.ToCharArray();
        for (var at = 1; at < letters.Length; at++)
            if (char.IsLetter(letters[at - 1]))
                letters[at] = char.ToLowerInvariant(letters[at]);
        return new string(letters);
    }
}
