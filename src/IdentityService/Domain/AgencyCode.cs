using System.Text.RegularExpressions;

namespace PovertyPlatform.IdentityService.Domain;

/// <summary>Electronic identifier of an agency.</summary>
/// <remarks>Decision 20/2020/QĐ-TTg (mã định danh điện tử): level 1 is a capital letter and two digits, further levels are groups of digits or capitals after dots, 35 characters at most.</remarks>
public static partial class AgencyCode
{
    /// <summary>True for the form of the decision.</summary>
    public static bool IsWellFormed(string value) => value.Length <= 35 && Form().IsMatch(value);

    [GeneratedRegex("^[A-Z][0-9]{2}(\\.[0-9A-Z]+)*\\z")]
    private static partial Regex Form();
}
