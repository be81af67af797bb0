using System.Globalization;
using System.Security.Claims;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>The identity of a validated token; it remembers the actor, which is asked for several times per call and lives as long as the token is known.</summary>
internal sealed class CallerIdentity(ClaimsIdentity validated) : ClaimsIdentity(validated)
{
    private Actor? _actor;

    private DateTimeOffset? _issuedAt;

    public Actor Caller => _actor ??= Access.Actor.Read(this);

    /// <summary>When the token was issued; without the claim it counts as older than any revocation.</summary>
    public DateTimeOffset IssuedAt => _issuedAt ??= FindFirst("iat") is { Value: { } text } && long.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
        ? DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, uint.MaxValue))
        : DateTimeOffset.MinValue;
}
