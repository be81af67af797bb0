using Microsoft.EntityFrameworkCore;

namespace PovertyPlatform.ServiceDefaults.Audit;

/// <summary>Adds the audit trail to a service's database context.</summary>
public static class AuditExtensions
{
    /// <summary>Maps <see cref="AuditEntry"/> to <c>audit.entry</c>.</summary>
    public static ModelBuilder UseAudit(this ModelBuilder model)
    {
        model.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("entry", "audit");
            entry.HasKey(row => row.Id);
            entry.Property(row => row.Id).ValueGeneratedNever();
        });
        return model;
    }

    /// <summary>Adds an audit line to the unit of work: it commits with the change, or nothing does. Saved together with changes, it gets their digests.</summary>
    public static void Audit(this DbContext db, AuditEntry entry) => db.Set<AuditEntry>().Add(entry);

    /// <summary>Adds an audit line with the digests of the changed subject: call it after the change, before it is saved.</summary>
    /// <param name="db">The unit of work.</param>
    /// <param name="entry">The line.</param>
    /// <param name="changed">The tracked entity that was added, changed or removed.</param>
    public static void Audit(this DbContext db, AuditEntry entry, object changed)
    {
        (entry.BeforeHash, entry.AfterHash) = ChangeDigest.Of(db.Entry(changed));
        db.Audit(entry);
    }

    /// <summary>Adds an audit line with the digests of values that were changed by a statement of its own; null for what was not there or is gone.</summary>
    public static void Audit(this DbContext db, AuditEntry entry, object? before, object? after) => db.Audit(entry.Between(before, after));
}
