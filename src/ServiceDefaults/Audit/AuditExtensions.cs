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

    /// <summary>Adds an audit line to the unit of work: it commits with the change, or nothing does.</summary>
    public static void Audit(this DbContext db, AuditEntry entry) => db.Set<AuditEntry>().Add(entry);

    /// <summary>Adds an audit line with the digests of the changed subject: call it after the change, before it is saved.</summary>
    /// <param name="db">The unit of work.</param>
    /// <param name="entry">The line.</param>
    /// <param name="changed">The tracked entity that was added, changed or removed.</param>
    public static void Audit(this DbContext db, AuditEntry entry, object changed)
    {
        var tracked = db.Entry(changed);
        entry.BeforeHash = tracked.State is EntityState.Added or EntityState.Detached ? null : StateDigest.Of(tracked.OriginalValues);
        entry.AfterHash = tracked.State is EntityState.Deleted ? null : StateDigest.Of(tracked.CurrentValues);
        db.Audit(entry);
    }
}
