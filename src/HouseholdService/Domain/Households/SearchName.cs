using System.Text;

namespace PovertyPlatform.HouseholdService.Domain.Households;

/// <summary>
/// A name as it is compared and searched: lower case, without diacritics (đ is d), without apostrophes and punctuation, single spaces.
/// NFC and NFD, both habits of tone marks (hòa, hoà) and lost diacritics become equal.
/// </summary>
public static class SearchName
{
    private const int Known = 0x2000;
    private static readonly char[] Folded = Fold();

    /// <summary>The search form of a name; empty for null.</summary>
    public static string Of(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return "";
        Span<char> buffer = name.Length <= 256 ? stackalloc char[name.Length] : new char[name.Length];
        var length = 0;
        var gap = false;
        foreach (var letter in name)
        {
            var folded = letter < Known ? Folded[letter] : letter is '\u2018' or '\u2019' ? '\0' : ' ';
            if (folded == '\0')
                continue;
            if (folded == ' ')
            {
                gap = length > 0;
                continue;
            }

            if (gap)
                buffer[length++] = ' ';
            gap = false;
            buffer[length++] = folded;
        }

        return new string(buffer[..length]);
    }

    private static char[] Fold()
    {
        var table = new char[Known];
        for (var code = 0; code < Known; code++)
        {
            var letter = (char)code;
            table[code] = letter switch
            {
                'đ' or 'Đ' or 'ð' or 'Ð' => 'd',
                '\'' or '`' or '\u00B4' or '\u02BC' or '\u02B9' => '\0',
                >= '\u0300' and <= '\u036F' => '\0',
                _ when char.IsLetterOrDigit(letter) => char.ToLowerInvariant(letter.ToString().Normalize(NormalizationForm.FormD)[0]),
                _ => ' ',
            };
        }

        return table;
    }
}
