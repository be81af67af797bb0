using System.Security.Claims;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>Who acts: the officer or machine client of the token, or the service itself in consumers and workers.</summary>
/// <param name="Id">Stable identity (<c>sub</c>) inside the issuer.</param>
/// <param name="ClientId">OAuth client through which the call came.</param>
/// <param name="Roles">Role codes, for example <c>commune-chair</c>.</param>
/// <param name="Scopes">Granted scopes, see <see cref="Access.Scopes"/>.</param>
/// <param name="Area">Areas of the caller.</param>
/// <param name="AgencyId">Agency identifier of decision 20/2020/QĐ-TTg for partners, or null.</param>
public sealed record Actor(
    string Id, string ClientId, IReadOnlyList<string> Roles, IReadOnlySet<string> Scopes, AreaScope Area, string? AgencyId)
{
    /// <summary>The service acting by itself.</summary>
    public static Actor System(string service) => new($"system:{service}", service, ["system"], new HashSet<string>(), AreaScope.Nationwide, null);

    /// <summary>Reads the actor from a validated token's claims.</summary>
    public static Actor From(ClaimsPrincipal principal) => new(
        principal.FindFirstValue("sub") ?? "unknown",
        principal.FindFirstValue("client_id") ?? principal.FindFirstValue("sub") ?? "unknown",
        [.. principal.FindAll("role").Select(claim => claim.Value)],
        principal.FindAll("scope").SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal),
        new AreaScope(
            [.. principal.FindAll(ClaimNames.Province).Select(claim => claim.Value)],
            [.. principal.FindAll(ClaimNames.Commune).Select(claim => claim.Value)],
            principal.HasClaim(ClaimNames.Nationwide, "true")),
        principal.FindFirstValue(ClaimNames.Agency));
}
