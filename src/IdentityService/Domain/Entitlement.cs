using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Domain;

/// <summary>What a token will say: scopes, the roles they come from, and the areas and single households in which they hold.</summary>
public sealed record Entitlement(IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles, AreaScope Area)
{
    /// <summary>Single households that were granted beside the areas.</summary>
    public IReadOnlyList<RecordKey> Records { get; init; } = [];

    /// <summary>The one province in which all the areas lie, or null.</summary>
    public string? HomeProvince { get; init; }

    /// <summary>
    /// Decides what a client gets. It gets what it asks for and holds, never more: no wish means everything it holds. A scope that it does not hold refuses the whole
    /// wish, so that nobody works with less than he believes to have. Scopes that are held in different areas cannot share a token, whose areas hold for all its scopes.
    /// </summary>
    /// <param name="held">The client's grants in force today, with the scopes of their roles today.</param>
    /// <param name="requested">Scopes of the wish; empty when the client named none.</param>
    public static Decision Decide(IReadOnlyList<HeldRole> held, IReadOnlyCollection<string> requested)
    {
        var all = held.SelectMany(role => role.Scopes).ToHashSet(StringComparer.Ordinal);
        if (all.Count == 0)
            return Decision.Refused(Reason.NothingHeld);
        var scopes = (requested.Count == 0 ? all : requested.ToHashSet(StringComparer.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (scopes.Exists(scope => !all.Contains(scope)))
            return Decision.Refused(Reason.ScopeNotHeld);
        var areas = scopes.Select(scope => Areas.Of(held.Where(role => role.Scopes.Contains(scope)))).DistinctBy(area => area.Key).ToList();
        if (areas.Count > 1)
            return Decision.Refused(Reason.AreasDiffer);
        var roles = held.Where(role => role.Scopes.Any(scopes.Contains)).Select(role => role.RoleCode).Distinct().Order(StringComparer.Ordinal).ToList();
        return new Decision(new Entitlement(scopes, roles, areas[0].Scope)
        {
            Records = areas[0].Records,
            HomeProvince = held.Where(role => roles.Contains(role.RoleCode) && !role.IsFormer).Select(role => role.Nationwide ? null : role.ProvinceCode ?? role.CommuneProvince).Distinct().ToList() is [var home] ? home : null,
        }, null);
    }

    /// <summary>Why a wish is refused.</summary>
    public enum Reason
    {
        /// <summary>No grant is in force.</summary>
        NothingHeld,

        /// <summary>A scope was asked for that no role of the client gives.</summary>
        ScopeNotHeld,

        /// <summary>The scopes are held in different areas.</summary>
        AreasDiffer,
    }

    /// <summary>An entitlement, or the reason why there is none.</summary>
    public sealed record Decision(Entitlement? Entitlement, Reason? Refusal)
    {
        internal static Decision Refused(Reason reason) => new(null, reason);
    }

    private sealed record Areas(string Key, AreaScope Scope, IReadOnlyList<RecordKey> Records)
    {
        public static Areas Of(IEnumerable<HeldRole> roles)
        {
            var held = roles.ToList();
            if (held.Exists(role => role.Nationwide))
                return new Areas("*", AreaScope.Nationwide, []);
            var provinces = held.Where(role => role.CommuneCode is null && role.ProvinceCode is not null).OrderBy(role => role.IsFormer).ThenBy(role => role.ProvinceCode, StringComparer.Ordinal).Select(role => role.ProvinceCode!).Distinct().ToList();
            var communes = held.Where(role => role.CommuneCode is not null && role.Records.Count == 0 && role.Hamlets.Count == 0).OrderBy(role => role.IsFormer).ThenBy(role => role.CommuneCode, StringComparer.Ordinal).Select(role => role.CommuneCode!).Distinct().ToList();
            var records = held.SelectMany(role => role.Records).Where(record => !communes.Contains(record.CommuneCode)).Distinct().OrderBy(record => record.Id).Take(RecordKey.MostPerToken).ToList();
            var hamlets = held.SelectMany(role => role.Hamlets).Where(code => !communes.Contains(HamletCode.CommuneOf(code))).Distinct().Order(StringComparer.Ordinal).Take(HamletCode.MostPerGrant).ToList();
            return new Areas($"{string.Join(' ', provinces)}|{string.Join(' ', communes)}|{string.Join(' ', hamlets)}|{string.Join(' ', records)}", new AreaScope(provinces, communes, false) { Hamlets = hamlets }, records);
        }
    }
}

/// <summary>One grant in force today, with the scopes that its role gives today.</summary>
/// <param name="RoleCode">Code of the role.</param>
/// <param name="Scopes">Scopes of the role today.</param>
/// <param name="ProvinceCode">Province of the grant, or null.</param>
/// <param name="CommuneCode">Commune of the grant, or null.</param>
/// <param name="Nationwide">True for the whole country.</param>
/// <param name="NeedsSecondFactor">True when an officer may use it only after a second factor.</param>
/// <param name="Granted">Single households of the commune, instead of all of it; null for a grant of an area.</param>
/// <param name="IsFormer">The code of a unit that went into the one of the grant.</param>
/// <param name="GrantedHamlets">Single hamlets of the commune, instead of all of it; null for a grant of an area.</param>
public sealed record HeldRole(
    string RoleCode, IReadOnlyCollection<string> Scopes, string? ProvinceCode, string? CommuneCode, bool Nationwide, bool NeedsSecondFactor = false, IReadOnlyList<RecordKey>? Granted = null, bool IsFormer = false,
    IReadOnlyList<string>? GrantedHamlets = null)
{
    /// <summary>Province of the commune, where the grant names one.</summary>
    public string? CommuneProvince { get; init; }

    /// <summary>Codes of single hamlets of the commune, instead of all of it.</summary>
    public IReadOnlyList<string> Hamlets => GrantedHamlets ?? [];

    /// <summary>Single households of the commune, instead of all of it.</summary>
    public IReadOnlyList<RecordKey> Records => Granted ?? [];
}
