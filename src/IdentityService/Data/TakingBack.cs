using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Takes grants back: the one way in which a grant ends before its day.</summary>
internal static class TakingBack
{
    /// <summary>
    /// Ends the grant at once: tokens of its holder open nothing any more, and it is on record where the grant lies. Runs inside an open transaction, with the holder held; the caller saves.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="grant">The grant, in force until now.</param>
    /// <param name="actor">Who takes it back.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">Now.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task TakeBack(this IdentityDb db, RoleGrant grant, Actor actor, string? reason, DateTimeOffset now, CancellationToken ct)
    {
        var holder = grant.ClientId ?? grant.AccountId!.Value;
        var subject = grant.AccountId is { } account ? Account.SubjectOf(account) : await db.Clients.Where(row => row.Id == grant.ClientId).Select(row => row.ClientId!).SingleAsync(ct);
        (grant.RevokedAt, grant.RevokedBy) = (now, actor.Id);
        await db.Revoke(holder, subject, now, ct);
        db.Audit(AuditEntry.Of(actor, "role.revoke", grant.ClientId is null ? "account" : "client", holder, now, grant.Area.ProvinceCode, grant.CommuneCode, $"{grant.RoleCode}: {reason}"), grant);
    }
}
