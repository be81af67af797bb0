using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>What a row below the header is.</summary>
internal enum RowKind
{
    /// <summary>A member.</summary>
    Member,

    /// <summary>The name of a hamlet, for the households below.</summary>
    Hamlet,

    /// <summary>A total, a caption, column numbers or a header repeated on a new page: passed over.</summary>
    Furniture,

    /// <summary>Perhaps a note, perhaps a member: that depends on whether members follow.</summary>
    Unclear,
}

/// <summary>Tells members from the furniture of a printed list.</summary>
internal sealed class RowKinds(CodeWords relations)
{
    private static readonly string[] HamletWords = ["thon ", "ban ", "ap ", "buon ", "bon ", "to dan pho ", "khu ", "khom ", "xom ", "lang ", "plei ", "to "];
    private static readonly string[] CaptionWords = ["cong", "tong", "ho ngheo", "ho can ngheo", "ho thoat", "ho khong", "danh sach", "phan ", "muc ", "nhom ", "ghi chu", "luu y"];
    private readonly RememberedCells<string> _words = new(SearchName.Of);

    /// <summary>The kind of a row.</summary>
    public RowKind Of(RowCells row, SheetLayout layout)
    {
        var name = row.Text(Field.FullName);
        if (IsNumbering(name) && (!row.Has(Field.Relation) || IsNumbering(row.Text(Field.Relation))))
            return RowKind.Furniture;
        if (row.Slots.Count == 0 || IsHeader(row, layout))
            return RowKind.Furniture;
        if (HasEvidence(row))
            return RowKind.Member;
        var text = _words.Of(row.Text(row.Slots[0]));
        foreach (var slot in row.Slots)
        {
            var words = _words.Of(row.Text(slot));
            if (CaptionWords.Any(word => words.StartsWith(word, StringComparison.Ordinal)))
                return RowKind.Furniture;
            if (row.Slots.Count <= 2 && HamletWords.Any(word => words.StartsWith(word, StringComparison.Ordinal)))
                return RowKind.Hamlet;
        }

        if (row.Slots.Count <= 2 && row.Has(Field.FullName) && StartsNumber(row.Text(Field.HouseholdNumber)))
            return RowKind.Member;
        return row.Has(Field.FullName) || text.Length == 0 ? RowKind.Unclear : RowKind.Furniture;
    }

    /// <summary>The hamlet that a row names.</summary>
    public static string HamletOf(RowCells row)
    {
        foreach (var slot in row.Slots)
            if (HamletWords.Any(word => SearchName.Of(System.Text.Encoding.UTF8.GetString(row.Text(slot))).StartsWith(word, StringComparison.Ordinal)))
                return CleanText.Of(System.Text.Encoding.UTF8.GetString(row.Text(slot)));
        return "";
    }

    private bool HasEvidence(RowCells row)
    {
        if (row.Has(Field.Relation) && relations.Find(row.Text(Field.Relation)) is not null)
            return true;
        if (HasDigit(row.Text(Field.BirthMan)) || HasDigit(row.Text(Field.BirthWoman)) || HasDigit(row.Text(Field.Birth)))
            return true;
        var digits = 0;
        foreach (var letter in row.Text(Field.IdentityNumber))
            digits += letter is >= (byte)'0' and <= (byte)'9' ? 1 : 0;
        return digits >= 6 || (row.Has(Field.FullName) && (StartsNumber(row.Text(Field.MemberNumber)) || (StartsNumber(row.Text(Field.HouseholdNumber)) && row.Slots.Count > 2)))
            || (row.Has(Field.Relation) && row.Has(Field.FullName) && row.Slots.Count > 2);
    }

    // A header printed again on each page: a cell says what its own heading says.
    private bool IsHeader(RowCells row, SheetLayout layout)
    {
        if (!row.Has(Field.FullName) && row.Has(Field.Relation) == false && row.Slots.Count < 2)
            return false;
        foreach (var slot in row.Slots)
        {
            if (row[slot].Column >= layout.Headings.Count || row.Text(slot).Length < 2)
                continue;
            var heading = layout.Headings[row[slot].Column];
            var words = _words.Of(row.Text(slot));
            if (words.Length > 1 && heading.Split(" / ").Any(part => SearchName.Of(part) == words))
                return true;
        }

        return false;
    }

    private static bool IsNumbering(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" ()."u8);
        return text.Length is 1 or 2 && (char.IsAsciiDigit((char)text[0]) || char.IsAsciiLetterUpper((char)text[0])) && (text.Length == 1 || char.IsAsciiDigit((char)text[1]));
    }

    private static bool HasDigit(ReadOnlySpan<byte> text) => text.ContainsAnyInRange((byte)'0', (byte)'9');

    private static bool StartsNumber(ReadOnlySpan<byte> text) => !text.IsEmpty && char.IsAsciiDigit((char)text[0]);
}
