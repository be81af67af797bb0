namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

/// <summary>The file as a whole cannot be read; carries a code of <see cref="Findings.FindingCatalogue"/>.</summary>
public sealed class UnreadableFileException(string code, int? row = null, params string[] arguments) : Exception(code)
{
    /// <summary>Code of the catalogue.</summary>
    public string Code { get; } = code;

    /// <summary>Row at which reading ended, where known.</summary>
    public int? Row { get; } = row;

    /// <summary>Values for the catalogue's text; never personal data.</summary>
    public IReadOnlyList<string> Arguments { get; } = arguments;
}
