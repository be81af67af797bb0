using Microsoft.EntityFrameworkCore;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>Writes <c>access.revocation</c> of a service's database.</summary>
public static class RevocationTable
{
    /// <summary>Remembers the revocations on the open transaction of <paramref name="db"/>, the latest of each subject, and drops those that no living token can meet.</summary>
    /// <param name="db">Context of the service.</param>
    /// <param name="revoked">Subjects with the instants of their revocation.</param>
    /// <param name="ct">Cancels the statement.</param>
    public static async Task Remember(DbContext db, IReadOnlyCollection<(string Subject, DateTimeOffset RevokedAt)> revoked, CancellationToken ct)
    {
        var latest = revoked.GroupBy(one => one.Subject, StringComparer.Ordinal).Select(group => (Subject: group.Key, RevokedAt: group.Max(one => one.RevokedAt))).ToList();
        string[] subjects = [.. latest.Select(one => one.Subject)];
        DateTimeOffset[] instants = [.. latest.Select(one => one.RevokedAt.ToUniversalTime())];
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into access.revocation (subject, revoked_at) select * from unnest({subjects}, {instants})
            on conflict (subject) do update set revoked_at = greatest(revocation.revoked_at, excluded.revoked_at)
            """, ct);
        var forgotten = instants.Max() - (Revocations.Remembered * 4);
        await db.Database.ExecuteSqlAsync($"delete from access.revocation where revoked_at < {forgotten}", ct);
    }
}
