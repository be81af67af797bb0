namespace PovertyPlatform.IdentityService.Domain;

/// <summary>
/// The claims of a signed client assertion (RFC 7523) that its signature does not settle: it lives at most a minute and is used once, so that a copy taken from a log
/// or a proxy is worthless.
/// </summary>
/// <param name="Algorithm">Signature algorithm of the header.</param>
/// <param name="TokenId">The <c>jti</c>, unique per client.</param>
/// <param name="IssuedAt">When it was made, or null.</param>
/// <param name="NotBefore">From when it holds, or null.</param>
/// <param name="ExpiresAt">When it ends, or null.</param>
public sealed record ClientAssertion(string? Algorithm, string? TokenId, DateTimeOffset? IssuedAt, DateTimeOffset? NotBefore, DateTimeOffset? ExpiresAt)
{
    /// <summary>Longest life.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(60);

    /// <summary>Tolerated difference between the client's clock and ours.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    /// <summary>What is wrong with it now, as an OAuth error description, or null when nothing is.</summary>
    public string? FaultAt(DateTimeOffset now)
    {
        if (Algorithm != "ES256")
            return "The client assertion must be signed with ES256.";
        if (TokenId is not { Length: >= 16 and <= 100 } || !TokenId.All(character => character is > ' ' and <= '~'))
            return "The client assertion needs a jti of 16 to 100 printable characters.";
        if (ExpiresAt is not { } end || end + Skew < now)
            return "The client assertion has expired.";
        if (end > now + LongestLife + Skew || (IssuedAt is { } made && end - made > LongestLife))
            return "The client assertion may live at most 60 seconds.";
        if (IssuedAt > now + Skew || NotBefore > now + Skew)
            return "The client assertion is not valid yet.";
        return null;
    }
}
