using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Columns;

/// <summary>A heading or a word of a code list as it is compared: without case, diacritics, punctuation, numbering, and with i for y.</summary>
public static class HeadingKey
{
    /// <summary>The key of a heading; empty when it holds nothing but numbers and marks.</summary>
    public static string Of(string? heading)
    {
        var words = SearchName.Of(heading).Split(' ', StringSplitOptions.RemoveEmptyEntries).AsSpan();
        while (!words.IsEmpty && IsNumber(words[0]))
            words = words[1..];
        while (!words.IsEmpty && IsNumber(words[^1]))
            words = words[..^1];
        return string.Join(' ', words!).Replace('y', 'i');
    }

    private static bool IsNumber(string word) => word.All(char.IsAsciiDigit);
}
