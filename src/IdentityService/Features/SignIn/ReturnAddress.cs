namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>Where a page may lead on to: the authorization endpoint and our own pages, nothing else.</summary>
internal static class ReturnAddress
{
    public const string Home = "/account/sessions";
    private const int Longest = 4096;

    /// <summary>The address when it is one of ours, else the page of sessions.</summary>
    public static string Check(string? address) => address is { Length: <= Longest } && IsOurs(address) ? address : Home;

    private static bool IsOurs(string address) =>
        (address.StartsWith("/connect/authorize?", StringComparison.Ordinal) || address is "/account/sessions" or "/account/password")
        && address.All(character => character is > ' ' and < '\u007f' and not '\\');
}
