using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Quality;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class QualitySampleTable : IEntityTypeConfiguration<QualitySample>
{
    public void Configure(EntityTypeBuilder<QualitySample> table)
    {
        table.ToTable("quality_sample");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasOne<ReviewCycle>().WithMany().HasForeignKey(row => row.CycleId);
    }
}
