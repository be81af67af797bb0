using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Reads what a client or an officer holds.</summary>
internal static class HeldRoles
{
    /// <summary>Grants in force on a day, with the scopes of their roles on that day.</summary>
    public static async Task<List<HeldRole>> HeldOn(this IdentityDb db, DateOnly day, Guid? clientId, Guid? accountId, CancellationToken ct) =>
        [.. (await db.GrantsOn(day, clientId, accountId, ct)).Select(held => new HeldRole(
            held.Grant.RoleCode, held.Role.Scopes, held.Grant.ProvinceCode, held.Grant.CommuneCode, held.Grant.Nationwide, held.Role.NeedsSecondFactor,
            [.. held.Grant.Households.Select(household => new RecordKey(held.Grant.CommuneCode!, household))]))];

    /// <summary>Grants in force on a day, each with the version of its role on that day.</summary>
    public static async Task<List<(RoleGrant Grant, Role Role)>> GrantsOn(this IdentityDb db, DateOnly day, Guid? clientId, Guid? accountId, CancellationToken ct)
    {
        var rows = await (
            from grant in db.RoleGrants.AsNoTracking()
            join role in db.Roles.AsNoTracking() on grant.RoleCode equals role.Code
            where (clientId != null ? grant.ClientId == clientId : grant.AccountId == accountId)
                && grant.RevokedAt == null && grant.ValidFrom <= day && (grant.ValidTo == null || grant.ValidTo >= day)
                && role.ValidFrom <= day && (role.ValidTo == null || role.ValidTo >= day)
            select new { grant, role }).ToListAsync(ct);
        return [.. rows.Select(row => (row.grant, row.role))];
    }

    /// <summary>The client or account that a token's <c>sub</c> names.</summary>
    public static async Task<(Guid? ClientId, Guid? AccountId)> SubjectOf(this IdentityDb db, string subject, CancellationToken ct) => Guid.TryParse(subject, out var account)
        ? (null, account)
        : (await db.Clients.Where(client => client.ClientId == subject).Select(client => (Guid?)client.Id).FirstOrDefaultAsync(ct), null);
}
