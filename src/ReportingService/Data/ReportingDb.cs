using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Messaging;
using PovertyPlatform.ReportingService.Domain.Areas;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.ReportingService.Data;

/// <summary>The read models of reporting, filled from events only.</summary>
public sealed class ReportingDb(DbContextOptions<ReportingDb> options) : AreaBoundContext(options)
{
    public DbSet<ClassMovement> Movements => Set<ClassMovement>();
    public DbSet<AreaPopulation> Populations => Set<AreaPopulation>();
    public DbSet<ClassStay> Stays => Set<ClassStay>();
    public DbSet<RecognisedList> Lists => Set<RecognisedList>();
    public DbSet<AreaUnit> Areas => Set<AreaUnit>();
    public DbSet<ReportLayoutRow> Layouts => Set<ReportLayoutRow>();
    public DbSet<ReportColumnRow> Columns => Set<ReportColumnRow>();
    public DbSet<DisclosureRule> DisclosureRules => Set<DisclosureRule>();
    public DbSet<Publication> Publications => Set<Publication>();
    public DbSet<PublicNumberRow> PublicNumbers => Set<PublicNumberRow>();

    /// <inheritdoc />
    protected override void MapTables(ModelBuilder modelBuilder)
    {
        modelBuilder.UseMessaging();
        modelBuilder.Entity<ClassMovement>().ToTable("class_movement").HasKey(row => new { row.ProvinceCode, row.CommuneCode, row.MovedOn, row.Class });
        modelBuilder.Entity<AreaPopulation>().ToTable("area_population").HasKey(row => new { row.ProvinceCode, row.CommuneCode, row.Year });
        modelBuilder.Entity<ClassStay>().ToTable("class_stay").HasKey(row => new { row.HouseholdId, row.FromDay });
        modelBuilder.Entity<RecognisedList>().ToTable("recognised_list").HasKey(row => row.ListId);
        modelBuilder.Entity<AreaUnit>().ToTable("area_unit").HasKey(row => new { row.Code, row.ValidFrom });
        modelBuilder.Entity<ReportLayoutRow>().ToTable("report_layout").HasKey(row => new { row.ReportId, row.ValidFrom });
        modelBuilder.Entity<ReportColumnRow>().ToTable("report_column").HasKey(row => new { row.ReportId, row.Number, row.ValidFrom });
        modelBuilder.Entity<DisclosureRule>().ToTable("disclosure_rule").HasKey(row => new { row.Code, row.ValidFrom });
        modelBuilder.Entity<Publication>().ToTable("publication").HasKey(row => new { row.ProvinceCode, row.Year });
        modelBuilder.Entity<PublicNumberRow>().ToTable("public_number").HasKey(row => new { row.ProvinceCode, row.Year, row.Ordinal });
        modelBuilder.Entity<PublicNumberRow>().HasOne<Publication>().WithMany().HasForeignKey(row => new { row.ProvinceCode, row.Year });
    }
}
