using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Reads what a client or an officer holds.</summary>
internal static class HeldRoles
{
    /// <summary>
    /// Grants in force on a day, with the scopes of their roles on that day. What is still recorded under the codes of units that went wholly into the one of a grant belongs
    /// to it, where no other unit bears such a code today.
    /// </summary>
    public static async Task<List<HeldRole>> HeldOn(this IdentityDb db, DateOnly day, Guid? clientId, Guid? accountId, CancellationToken ct)
    {
        var (grants, successions) = await db.Read(day, clientId, accountId, ct);
        return [.. grants.SelectMany(held => Codes(held.Grant, successions, day).Select(place => new HeldRole(
            held.Grant.RoleCode, held.Role.Scopes, place.Province, place.Commune, held.Grant.Nationwide, held.Role.NeedsSecondFactor,
            [.. held.Grant.Households.Select(household => new RecordKey(held.Grant.CommuneCode!, household))],
            IsFormer: !held.Grant.Nationwide && (place.Commune ?? place.Province) != (held.Grant.CommuneCode ?? held.Grant.ProvinceCode), GrantedHamlets: held.Grant.Hamlets) { CommuneProvince = held.Grant.CommuneProvince }))];
    }

    /// <summary>Grants in force on a day, each with the version of its role on that day, in the units of that day.</summary>
    public static async Task<List<(RoleGrant Grant, Role Role)>> GrantsOn(this IdentityDb db, DateOnly day, Guid? clientId, Guid? accountId, CancellationToken ct) =>
        (await db.Read(day, clientId, accountId, ct)).Grants;

    private static async Task<(List<(RoleGrant Grant, Role Role)> Grants, Successions Successions)> Read(this IdentityDb db, DateOnly day, Guid? clientId, Guid? accountId, CancellationToken ct)
    {
        var rows = await (
            from grant in db.RoleGrants.AsNoTracking()
            join role in db.Roles.AsNoTracking() on grant.RoleCode equals role.Code
            where (clientId != null ? grant.ClientId == clientId : grant.AccountId == accountId)
                && grant.RevokedAt == null && grant.ValidFrom <= day && (grant.ValidTo == null || grant.ValidTo >= day)
                && role.ValidFrom <= day && (role.ValidTo == null || role.ValidTo >= day)
            select new { grant, role }).ToListAsync(ct);
        var (today, successions) = await db.Today([.. rows.Select(row => row.grant)], day, ct);
        var roles = rows.GroupBy(row => row.grant.Id).ToDictionary(same => same.Key, same => same.First().role);
        var carried = today.Where(grant => !ReferenceEquals(grant, rows.First(row => row.grant.Id == grant.Id).grant)).ToHashSet();
        var apart = carried.Count == 0 ? [] : await db.IncompatibleRoles.AsNoTracking().Where(rule => rule.ValidFrom <= day && (rule.ValidTo == null || rule.ValidTo >= day)).ToListAsync(ct);
        // A grant of a level that its role no longer has gives nothing: who headed "the commune" as head of a hamlet needs to be told which hamlet.
        today.RemoveAll(grant => roles[grant.Id] is { AreaLevels: ["hamlet"] } && !grant.Area.OfHamlets);
        // Two communes that became one would put what excludes each other into one hand: what was carried over gives way then.
        return ([.. today.Where(grant => !carried.Contains(grant) || !today.Exists(other => other.Area.Meets(grant.Area) && apart.Exists(rule => rule.Separates(grant.RoleCode, other.RoleCode))))
            .Select(grant => (grant, roles[grant.Id]))], successions);
    }

    private static IEnumerable<(string? Province, string? Commune)> Codes(RoleGrant grant, Successions successions, DateOnly day) =>
        grant.CommuneCode is { } commune ? successions.Before(commune, day).Where(_ => grant.Households.Length == 0 && grant.Hamlets.Length == 0).Prepend(commune).Select(code => ((string?)null, (string?)code))
        : grant.ProvinceCode is { } province ? successions.ProvincesBefore(province, day).Prepend(province).Select(code => ((string?)code, (string?)null))
        : [(null, null)];

    /// <summary>The client or account that a token's <c>sub</c> names.</summary>
    public static async Task<(Guid? ClientId, Guid? AccountId)> SubjectOf(this IdentityDb db, string subject, CancellationToken ct) => Guid.TryParse(subject, out var account)
        ? (null, account)
        : (await db.Clients.Where(client => client.ClientId == subject).Select(client => (Guid?)client.Id).FirstOrDefaultAsync(ct), null);
}
