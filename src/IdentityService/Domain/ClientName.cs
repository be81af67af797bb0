using System.Text.RegularExpressions;

namespace PovertyPlatform.IdentityService.Domain;

/// <summary>The form of a client id: what cannot be one is refused before anything is looked up with it.</summary>
public static partial class ClientName
{
    /// <summary>True for 3 to 100 lower-case letters, digits and hyphens, beginning with a letter.</summary>
    public static bool IsWellFormed(string? value) => value is not null && Form().IsMatch(value);

    [GeneratedRegex("^[a-z][a-z0-9-]{2,99}\\z")]
    private static partial Regex Form();
}
