using System.Text;
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

/// <summary>Tells members from the furniture of a printed list. Nobody may get lost: what could be a person is one, or is asked about.</summary>
internal sealed class RowKinds(CodeWords relations)
{
    private static readonly string[] HamletWords = ["thon ", "ban ", "ap ", "buon ", "bon ", "to dan pho ", "khu ", "khom ", "xom ", "lang ", "plei ", "to "];
    private static readonly string[] CaptionWords = ["ho ngheo", "ho can ngheo", "ho thoat", "ho khong", "danh sach", "phan ", "muc ", "nhom ", "ghi chu", "luu y"];
    private static readonly HashSet<string> AfterTotal = new(StringComparer.Ordinal) { "ho", "khau", "nhan", "so", "toan", "xa", "thon", "ban", "ap", "cua", "muc", "danh", "hop", "chung", "cong" };

    /// <summary>The kind of a row.</summary>
    public RowKind Of(RowCells row, SheetLayout layout)
    {
        if (row.Slots.Count == 0 || (IsNumbering(row.Text(Field.FullName)) && (!row.Has(Field.Relation) || IsNumbering(row.Text(Field.Relation)))))
            return RowKind.Furniture;
        if (row.Has(Field.Relation) && relations.Find(row.Text(Field.Relation)) is not null)
            return RowKind.Member;
        if (IsTotal(row.Text(row.Slots[0])) || IsTotal(row.Text(Field.FullName)))
            return RowKind.Furniture;
        if (HasDigit(row.Text(Field.BirthMan)) || HasDigit(row.Text(Field.BirthWoman)) || HasDigit(row.Text(Field.Birth)) || Digits(row.Text(Field.IdentityNumber)) >= 6 || Digits(row.Text(Field.OldIdentityNumber)) >= 6)
            return RowKind.Member;
        if (IsHeader(row, layout))
            return RowKind.Furniture;
        if (row.Has(Field.FullName) && row.Slots.Count > 2
            && (row.Has(Field.Relation) || StartsNumber(row.Text(Field.MemberNumber)) || StartsNumber(row.Text(Field.HouseholdNumber))))
            return RowKind.Member;
        foreach (var slot in row.Slots)
        {
            var words = Words(row.Text(slot));
            if (Array.Exists(CaptionWords, word => words.StartsWith(word, StringComparison.Ordinal)))
                return RowKind.Furniture;
            if (row.Slots.Count <= 2 && Array.Exists(HamletWords, word => words.StartsWith(word, StringComparison.Ordinal)))
                return RowKind.Hamlet;
        }

        if (row.Has(Field.FullName))
            return StartsNumber(row.Text(Field.HouseholdNumber)) || StartsNumber(row.Text(Field.MemberNumber)) ? RowKind.Member : RowKind.Unclear;
        return RowKind.Furniture;
    }

    /// <summary>The hamlet that a row names.</summary>
    public static string HamletOf(RowCells row)
    {
        foreach (var slot in row.Slots)
            if (Words(row.Text(slot)) is var words && Array.Exists(HamletWords, word => words.StartsWith(word, StringComparison.Ordinal)))
                return CleanText.Of(Encoding.UTF8.GetString(row.Text(slot)));
        return "";
    }

    // "Cộng: 12 hộ", "TỔNG CỘNG", "Tổng số hộ"; but Tống and Công are people.
    private static bool IsTotal(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 4 or > 200)
            return false;
        var words = Words(text).Split(' ');
        if (words[0] is not ("cong" or "tong"))
            return false;
        var typed = Encoding.UTF8.GetString(text).Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();
        if (!WordKey.IsBare(typed) && !typed.StartsWith("cộng", StringComparison.Ordinal) && !typed.StartsWith("tổng", StringComparison.Ordinal))
            return false;
        return words.Skip(1).FirstOrDefault() is not { } next || char.IsAsciiDigit(next[0]) || AfterTotal.Contains(next);
    }

    // A header printed again on each page: a cell says what its own heading says.
    private static bool IsHeader(RowCells row, SheetLayout layout)
    {
        foreach (var slot in row.Slots)
            if (Words(row.Text(slot)) is { Length: > 1 } words
                && layout.Headings[row[slot].Column].Split(" / ").Any(part => SearchName.Of(part) == words))
                return true;
        return false;
    }

    private static string Words(ReadOnlySpan<byte> text) => SearchName.Of(Encoding.UTF8.GetString(text));

    private static bool IsNumbering(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" ()."u8);
        return text.Length is 1 or 2 && (char.IsAsciiDigit((char)text[0]) || char.IsAsciiLetterUpper((char)text[0])) && (text.Length == 1 || char.IsAsciiDigit((char)text[1]));
    }

    private static bool HasDigit(ReadOnlySpan<byte> text) => text.ContainsAnyInRange((byte)'0', (byte)'9');

    private static bool StartsNumber(ReadOnlySpan<byte> text) => !text.IsEmpty && char.IsAsciiDigit((char)text[0]);

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var digits = 0;
        foreach (var letter in text)
            digits += letter is >= (byte)'0' and <= (byte)'9' ? 1 : 0;
        return digits;
    }
}
