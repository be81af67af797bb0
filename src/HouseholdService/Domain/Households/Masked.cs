namespace PovertyPlatform.HouseholdService.Domain.Households;

/// <summary>
/// What everybody with the right to read households sees of a person. Family name and initials, the year of birth, and the ends of numbers are enough to
/// find the row on paper; who needs the person asks for it by a purpose that is audited.
/// </summary>
public static class Masked
{
    private const char Dot = '•';
    private const int LeastDigits = 8;

    /// <summary>Family name and initials: <c>Giàng Thị Mẩy</c> becomes <c>Giàng T. M.</c>; a single word keeps its first letter.</summary>
    public static string Name(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length switch
        {
            0 => "",
            1 => $"{words[0][0]}.",
            _ => string.Join(' ', words.Skip(1).Select(word => $"{char.ToUpperInvariant(word[0])}.").Prepend(words[0])),
        };
    }

    /// <summary>Both ends of an account's name: <c>of•••ng</c>; the service's own name stays.</summary>
    public static string Account(string name) => name.StartsWith("system:", StringComparison.Ordinal) ? name
        : name.Length <= 6 ? new string(Dot, 3) : string.Concat(name.AsSpan(0, 2), new string(Dot, 3), name.AsSpan(name.Length - 2));

    /// <summary>True when a text holds so many digits, blanks and points aside, that they may be somebody's number.</summary>
    public static bool HoldsNumber(string text)
    {
        var digits = 0;
        foreach (var letter in text)
        {
            if (char.IsDigit(letter))
                digits++;
            else if (letter is not (' ' or '.' or '-'))
                digits = 0;
            if (digits >= LeastDigits)
                return true;
        }

        return false;
    }

    /// <summary>Last three digits: <c>•••••••••789</c>; null stays null.</summary>
    public static string? Number(string? number) => number switch
    {
        null => null,
        { Length: <= 3 } => new string(Dot, number.Length),
        _ => string.Concat(new string(Dot, number.Length - 3), number.AsSpan(number.Length - 3)),
    };
}
