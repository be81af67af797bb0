using System.Text;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Cells;

/// <summary>
/// A word of a code list as it is compared when it was typed with diacritics: case, punctuation, tone-mark habit (hòa, hoà) and i or y do not matter,
/// but Chú (uncle) is not Chủ (head).
/// </summary>
public static class WordKey
{
    /// <summary>The key.</summary>
    public static string Of(string text)
    {
        var key = new StringBuilder(text.Length + 4);
        var tone = '\0';
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (letter is '\u0300' or '\u0301' or '\u0303' or '\u0309' or '\u0323')
                tone = letter;
            else if (char.IsLetterOrDigit(letter) || letter is >= '\u0300' and <= '\u036F')
                key.Append(char.ToLowerInvariant(letter) is var small && small == 'y' ? 'i' : small);
            else if (letter is not ('\'' or '\u2019' or '`'))
                EndWord(key, ref tone);
        }

        EndWord(key, ref tone);
        return key.ToString().TrimEnd();
    }

    /// <summary>True when the text holds no letter with a diacritic: then it is compared without any.</summary>
    public static bool IsBare(string text) => text.All(letter => letter < 0x80 || !char.IsLetter(letter));

    private static void EndWord(StringBuilder key, ref char tone)
    {
        if (tone != '\0')
            key.Append(tone);
        tone = '\0';
        if (key.Length > 0 && key[^1] != ' ')
            key.Append(' ');
    }
}
