using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Cells;

/// <summary>Text as it is stored: NFC, single spaces (also for non-breaking ones), no control or invisible characters.</summary>
public static class CleanText
{
    /// <summary>The clean form; the source itself when it is clean already, as nearly all cells are.</summary>
    /// <param name="source">UTF-8 as read.</param>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> source) => IsClean(source) ? source : Encoding.UTF8.GetBytes(Of(Encoding.UTF8.GetString(source)));

    /// <summary>The clean form of a string.</summary>
    public static string Of(string source)
    {
        var clean = new StringBuilder(source.Length);
        foreach (var letter in source)
        {
            if (char.IsWhiteSpace(letter) || letter is '\u00A0' or '\u202F')
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse))
            {
                clean.Append(letter);
            }
        }

        return clean.ToString().TrimEnd(' ').Normalize(NormalizationForm.FormC);
    }

    /// <summary>Removes first characters that make programs take text for a formula. True when something was removed.</summary>
    public static bool Neutralise(ref ReadOnlySpan<byte> text)
    {
        var plain = text.TrimStart("=+-@ "u8);
        var changed = text.Length > 0 && text[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' && plain.Length < text.Length;
        if (changed)
            text = plain;
        return changed;
    }

    // Composed Vietnamese letters are Latin-1, Latin Extended-A and -B and U+1EA0 to U+1EF9. Whatever else occurs takes the long way.
    private static bool IsClean(ReadOnlySpan<byte> source)
    {
        var before = (byte)' ';
        for (var at = 0; at < source.Length; at++)
        {
            var letter = source[at];
            if (letter < 0x80)
            {
                if (letter < ' ' || letter == 0x7F || (letter == ' ' && before == ' '))
                    return false;
            }
            else if (letter is >= 0xC3 and <= 0xC6 && at + 1 < source.Length && (source[at + 1] & 0xC0) == 0x80)
            {
                at++;
            }
            else if (letter == 0xE1 && at + 2 < source.Length && source[at + 1] is 0xBA or 0xBB && (source[at + 2] & 0xC0) == 0x80)
            {
                at += 2;
            }
            else
            {
                return false;
            }

            before = letter;
        }

        return before != ' ' || source.IsEmpty;
    }
}
