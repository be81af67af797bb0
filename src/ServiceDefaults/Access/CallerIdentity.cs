using System.Security.Claims;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>The identity of a validated token; it remembers the actor, which is asked for several times per call and lives as long as the token is known.</summary>
internal sealed class CallerIdentity(ClaimsIdentity validated) : ClaimsIdentity(validated)
{
    private Actor? _actor;

    public Actor Caller => _actor ??= Access.Actor.Read(this);
}
