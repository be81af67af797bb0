using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.MessagingTests.Probe;

[Nationwide("a test")]
public sealed class Decision
{
    public Guid EventId { get; init; }
    public Guid SubjectId { get; init; }
    public long Version { get; init; }
}

[Nationwide("a test")]
public sealed class Subject
{
    public Guid Id { get; init; }
    public long Version { get; set; }
}

[Nationwide("a test")]
public sealed class EffectRow
{
    public long Position { get; init; }
    public Guid EventId { get; init; }
    public Guid SubjectId { get; init; }
    public long Version { get; init; }
}

[Nationwide("a test")]
public sealed class Known
{
    public Guid Id { get; init; }
}

/// <summary>Database of both test services: what one decided, and what the other made of it.</summary>
public sealed class ProbeDb(DbContextOptions<ProbeDb> options) : AreaBoundContext(options)
{
    public DbSet<Decision> Decisions => Set<Decision>();

    public DbSet<Subject> Subjects => Set<Subject>();

    public DbSet<EffectRow> Effects => Set<EffectRow>();

    public DbSet<Known> Known => Set<Known>();

    protected override void MapTables(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("probe");
        modelBuilder.Entity<Decision>().ToTable("decision").HasKey(row => row.EventId);
        modelBuilder.Entity<Subject>().ToTable("subject").HasKey(row => row.Id);
        modelBuilder.Entity<EffectRow>().ToTable("effect").HasKey(row => row.Position);
        modelBuilder.Entity<Known>().ToTable("known").HasKey(row => row.Id);
        modelBuilder.UseMessaging();
    }
}
