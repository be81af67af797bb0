using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Cells;

/// <summary>Reads the marks by which lists say yes.</summary>
public static class MarkCell
{
    /// <summary>Stands in the columns of the indicators where a household did not answer them; an empty cell means that it does not miss them.</summary>
    public const string NotAnswered = "…";

    private static readonly HashSet<string> Yes = new(StringComparer.Ordinal) { "x", "xx", "1", "co", "v", "true", "yes", "c" };
    private static readonly HashSet<string> No = new(StringComparer.Ordinal) { "", "0", "khong", "ko", "k", "false", "no" };

    /// <summary>Marked, not marked, or null when the mark is not understood.</summary>
    /// <param name="typed">Text of the cell.</param>
    /// <param name="points">What one mark counts; some exports write the points in place of a mark.</param>
    public static bool? Parse(string typed, int? points = null)
    {
        var text = typed.Trim();
        // Cyrillic х and the multiplication sign look like x; check marks come from mobile keyboards.
        if (text is "х" or "Х" or "×" or "✓" or "✔" or "☑" or "✗" or "✘" or "●" or "+" or "*")
            return true;
        var word = SearchName.Of(text);
        if (word.Length == 0)
            return text.Trim('-', '–', '—', '.', '_', ' ').Length == 0 ? false : null;
        if (Yes.Contains(word) || (points is { } worth && word == worth.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            return true;
        return No.Contains(word) ? false : null;
    }
}
