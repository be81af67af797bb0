using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Quality;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class QualityVisitTable : IEntityTypeConfiguration<QualityVisit>
{
    public void Configure(EntityTypeBuilder<QualityVisit> table)
    {
        table.ToTable("quality_visit");
        table.HasKey(row => new { row.SampleId, row.CaseId });
        table.Property(row => row.StartClass).HasConversion<short?>();
        table.Property(row => row.DecidedClass).HasConversion<short>();
        table.Property(row => row.FoundClass).HasConversion<short?>();
        table.HasOne<QualitySample>().WithMany().HasForeignKey(row => row.SampleId);
    }
}
