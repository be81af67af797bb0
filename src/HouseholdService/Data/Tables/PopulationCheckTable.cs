using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.PopulationData;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class PopulationCheckTable : IEntityTypeConfiguration<PopulationCheck>
{
    public void Configure(EntityTypeBuilder<PopulationCheck> table)
    {
        table.ToTable("population_check");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.Outcome).HasConversion(new KebabCase<PopulationOutcome>());
    }
}
