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
}
