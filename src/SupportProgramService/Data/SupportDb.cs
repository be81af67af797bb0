using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.SupportProgramService.Domain.Areas;
using PovertyPlatform.SupportProgramService.Domain.Evaluations;
using PovertyPlatform.SupportProgramService.Domain.Grants;
using PovertyPlatform.SupportProgramService.Domain.Households;
using PovertyPlatform.SupportProgramService.Domain.Programmes;

namespace PovertyPlatform.SupportProgramService.Data;

/// <summary>The database of support: rules, households as told by the registry, and grants.</summary>
public sealed class SupportDb(DbContextOptions<SupportDb> options) : AreaBoundContext(options)
{
    public DbSet<ProgrammeVersion> Programmes => Set<ProgrammeVersion>();

    public DbSet<RuleRow> Rules => Set<RuleRow>();

    public DbSet<BaseRate> BaseRates => Set<BaseRate>();

    public DbSet<ProgrammeRate> Rates => Set<ProgrammeRate>();

    public DbSet<RuleBookRecord> RuleBooks => Set<RuleBookRecord>();

    public DbSet<SupportHousehold> Households => Set<SupportHousehold>();

    public DbSet<Recognition> Recognitions => Set<Recognition>();

    public DbSet<Grant> Grants => Set<Grant>();

    public DbSet<AreaUnit> AreaUnits => Set<AreaUnit>();

    public DbSet<EvaluationRun> EvaluationRuns => Set<EvaluationRun>();

    protected override void MapTables(ModelBuilder modelBuilder)
    {
        modelBuilder.UseMessaging();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SupportDb).Assembly);
    }
}
