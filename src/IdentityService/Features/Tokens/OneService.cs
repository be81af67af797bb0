using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Features.Tokens;

/// <summary>The service for which a token is asked (RFC 8707): a partner's token opens one service, so that whoever comes by it opens no other.</summary>
internal static class OneService
{
    /// <summary>The code of RFC 8707 for a resource that is unknown or not named as it should be.</summary>
    public const string InvalidTarget = "invalid_target";

    private const string Prefix = "urn:povertyplatform:";

    /// <summary>The resources that may be named.</summary>
    public static IReadOnlyList<string> Resources { get; } = [.. Scopes.All.SelectMany(Scopes.AudiencesOf).Distinct().Order(StringComparer.Ordinal).Select(service => Prefix + service)];

    /// <summary>The service that the request names; null when it names none, false when it names several or an unknown one.</summary>
    public static bool TryRead(IReadOnlyList<string?> resources, out string? service)
    {
        service = resources is [{ } named] && Resources.Contains(named) ? named[Prefix.Length..] : null;
        return resources.Count == 0 || service is not null;
    }

    /// <summary>What is held at one service; everything when none is named.</summary>
    public static IReadOnlyList<HeldRole> At(this IReadOnlyList<HeldRole> held, string? service) => service is null ? held
        : [.. held.Select(role => role with { Scopes = [.. role.Scopes.Where(scope => Scopes.AudiencesOf(scope).Contains(service))] })];

    /// <summary>The audiences of a token with these scopes.</summary>
    public static IReadOnlyList<string> Audiences(IEnumerable<string> scopes, string? service) => service is not null ? [service] : [.. scopes.SelectMany(Scopes.AudiencesOf).Distinct()];
}
