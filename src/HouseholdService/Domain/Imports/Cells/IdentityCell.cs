using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Cells;

/// <summary>What an identity number's cell came to.</summary>
public enum IdentityOutcome
{
    /// <summary>Empty, or a word for none.</summary>
    None,

    /// <summary>12 or 9 digits as they should be.</summary>
    Clear,

    /// <summary>As it should be, but the digits for sex and birth year say something else.</summary>
    Disagrees,

    /// <summary>Lost zeros were put back; sex and birth year agree.</summary>
    Restored,

    /// <summary>Digits are missing and nothing proves which.</summary>
    Ambiguous,

    /// <summary>No identity number.</summary>
    Malformed,
}

/// <summary>
/// Reads identity numbers: 12 digits (since 2016: three for the place of birth registration, one for century and sex, two for the birth year, six at random),
/// or 9 on old cards. Stored as a number it loses its leading zeros.
/// </summary>
public static class IdentityCell
{
    private const int Digits = 12;

    /// <summary>Reads a cell.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="form">How it was stored.</param>
    /// <param name="isWoman">Sex, or null when not known.</param>
    /// <param name="birthYear">Birth year, or 0.</param>
    /// <param name="digits">Receives the digits.</param>
    /// <param name="length">Number of digits written.</param>
    public static IdentityOutcome Parse(ReadOnlySpan<byte> text, CellForm form, bool? isWoman, int birthYear, Span<byte> digits, out int length)
    {
        length = 0;
        text = text.TrimStart("'` "u8);
        foreach (var letter in text)
        {
            if (letter is (byte)' ' or (byte)'.' or (byte)'-')
                continue;
            if (letter is < (byte)'0' or > (byte)'9' || length > Digits)
                return IdentityOutcome.Malformed;
            digits[length++] = letter;
        }

        if (length == 0 || (length == 1 && digits[0] == '0'))
        {
            length = 0;
            return IdentityOutcome.None;
        }

        switch (length)
        {
            case Digits:
                return Agrees(digits[..Digits], isWoman, birthYear) != false ? IdentityOutcome.Clear : IdentityOutcome.Disagrees;
            case 9:
                return IdentityOutcome.Clear;
            case 11 or 10:
                // The place of registration begins with 0 and may begin with 00; the sex and year digits are the proof.
                Restore(digits, ref length, Digits);
                return Agrees(digits[..Digits], isWoman, birthYear) == true ? IdentityOutcome.Restored : IdentityOutcome.Ambiguous;
            case 8 when form == CellForm.Number:
                Restore(digits, ref length, 9);
                return IdentityOutcome.Restored;
            case 8:
                return IdentityOutcome.Ambiguous;
            default:
                return IdentityOutcome.Malformed;
        }
    }

    /// <summary>Whether the century, sex and year digits fit; null when sex and year are not known.</summary>
    public static bool? Agrees(ReadOnlySpan<byte> digits, bool? isWoman, int birthYear)
    {
        if (isWoman is null || birthYear == 0)
            return null;
        var century = ((birthYear / 100) - 19) * 2;
        return digits[3] - '0' == century + (isWoman.Value ? 1 : 0) && ((digits[4] - '0') * 10) + digits[5] - '0' == birthYear % 100;
    }

    private static void Restore(Span<byte> digits, ref int length, int full)
    {
        var missing = full - length;
        digits[..length].CopyTo(digits[missing..]);
        digits[..missing].Fill((byte)'0');
        length = full;
    }
}
