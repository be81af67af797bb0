using System.Text;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Cells;

/// <summary><see cref="SearchName"/> on UTF-8, letter by letter from a table made by it: a million names must not become a million strings first.</summary>
public static class SearchBytes
{
    private const int Known = 0x2000;
    private const char Dropped = '\0';
    private static readonly char[] Folded = [.. Enumerable.Range(0, Known).Select(Fold)];

    /// <summary>Writes the search form; it is never longer than the text.</summary>
    /// <returns>Bytes written.</returns>
    public static int Write(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var written = 0;
        var gap = false;
        while (!text.IsEmpty)
        {
            int letter = text[0];
            var used = 1;
            if (letter >= 0x80)
            {
                Rune.DecodeFromUtf8(text, out var rune, out used);
                letter = rune.Value;
            }

            text = text[used..];
            var folded = letter < Known ? Folded[letter] : letter is 0x2018 or 0x2019 ? Dropped : ' ';
            if (folded == Dropped)
                continue;
            if (folded == ' ')
            {
                gap = written > 0;
                continue;
            }

            if (gap)
                target[written++] = (byte)' ';
            gap = false;
            if (folded < 0x80)
                target[written++] = (byte)folded;
            else
                written += new Rune(folded).EncodeToUtf8(target[written..]);
        }

        return written;
    }

    private static char Fold(int code) => SearchName.Of($"a{(char)code}a") switch
    {
        "aa" => Dropped,
        "a a" => ' ',
        var between => between[1],
    };
}
