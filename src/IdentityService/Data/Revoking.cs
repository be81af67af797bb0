using PovertyPlatform.Contracts.Identity;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Takes the force from tokens that are out already.</summary>
internal static class Revoking
{
    /// <summary>
    /// Tokens of the subject issued until now open nothing any more: here with the commit, in every service when the event arrives. Runs inside an open transaction;
    /// the event leaves with the next <c>SaveChanges</c>.
    /// </summary>
    public static async Task Revoke(this IdentityDb db, Guid subjectId, string subject, DateTimeOffset now, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A revocation needs the transaction of what it follows from.");
        db.Publish(new SubjectRevoked(Guid.CreateVersion7(), now, subjectId, now.ToUnixTimeMilliseconds(), "", "", subject, now));
        await RevocationTable.Remember(db, [(subject, now)], ct);
    }
}
