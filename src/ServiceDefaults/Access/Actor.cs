using System.Collections.Frozen;
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
    /// <summary>The person for whom a machine client acts, or null.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>The one province in which all areas of the caller lie, or null. It opens nothing: lines of the trail about an officer of a commune belong to it.</summary>
    public string? HomeProvince { get; init; }

    /// <summary>Single records that were granted beside the areas, as the token names them; what they open is decided by the service that keeps the records.</summary>
    public IReadOnlyList<RecordKey> Records { get; init; } = [];

    /// <summary>The service acting by itself.</summary>
    public static Actor System(string service) => new($"system:{service}", service, ["system"], new HashSet<string>(), AreaScope.Nationwide, null);

    /// <summary>Reads the actor from a validated token's claims.</summary>
    public static Actor From(ClaimsPrincipal principal) => principal.Identity switch
    {
        CallerIdentity caller => caller.Caller,
        ClaimsIdentity identity => Read(identity),
        _ => Read(new ClaimsIdentity()),
    };

    internal static Actor Read(ClaimsIdentity identity) => new(
        identity.FindFirst("sub")?.Value ?? "unknown",
        identity.FindFirst("client_id")?.Value ?? identity.FindFirst("sub")?.Value ?? "unknown",
        [.. identity.FindAll("role").Select(claim => claim.Value)],
        identity.FindAll("scope").SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToFrozenSet(StringComparer.Ordinal),
        new AreaScope(
            [.. identity.FindAll(ClaimNames.Province).Select(claim => claim.Value)],
            [.. identity.FindAll(ClaimNames.Commune).Select(claim => claim.Value)],
            identity.HasClaim(ClaimNames.Nationwide, "true"))
        {
            Hamlets = [.. identity.FindAll(ClaimNames.Hamlet).Select(claim => claim.Value).Where(HamletCode.IsWellFormed)],
        },
        identity.FindFirst(ClaimNames.Agency)?.Value)
    {
        HomeProvince = identity.FindFirst(ClaimNames.HomeProvince)?.Value,
        OnBehalfOf = identity.FindFirst(ClaimNames.OnBehalfOf)?.Value,
        Records = [.. identity.FindAll(ClaimNames.Record).Select(claim => RecordKey.Read(claim.Value)).OfType<RecordKey>().Take(RecordKey.MostPerToken)],
    };
}
