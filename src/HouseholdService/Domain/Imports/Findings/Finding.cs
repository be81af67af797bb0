namespace PovertyPlatform.HouseholdService.Domain.Imports.Findings;

/// <summary>One thing found in the file.</summary>
/// <param name="Code">Code of <see cref="FindingCatalogue"/>.</param>
/// <param name="Sheet">Index of the sheet, or -1 for the file as a whole.</param>
/// <param name="Row">Row as the spreadsheet numbers it, or 0.</param>
/// <param name="Column">Column from 0, or -1.</param>
/// <param name="Value">The value as typed, at most 200 characters; personal data.</param>
/// <param name="Arguments">Values for the catalogue's text.</param>
public sealed record Finding(string Code, int Sheet, int Row, int Column, string? Value, params string[] Arguments)
{
    /// <summary>Letters of a column: 0 is A, 26 is AA.</summary>
    public static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));
}
