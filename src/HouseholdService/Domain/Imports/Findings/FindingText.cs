using System.Globalization;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Findings;

/// <summary>What a code means and what to do about it.</summary>
/// <param name="Level">What it means for the household.</param>
/// <param name="Vi">Text in Vietnamese; <c>{0}</c> and on are arguments.</param>
/// <param name="En">Text in English.</param>
public sealed record FindingText(FindingLevel Level, string Vi, string En)
{
    /// <summary>The Vietnamese text with its arguments.</summary>
    public string InVietnamese(IReadOnlyList<string> arguments) => Fill(Vi, arguments);

    /// <summary>The English text with its arguments.</summary>
    public string InEnglish(IReadOnlyList<string> arguments) => Fill(En, arguments);

    private static string Fill(string text, IReadOnlyList<string> arguments) => string.Format(CultureInfo.InvariantCulture, text, [.. arguments, "", "", ""]);
}
