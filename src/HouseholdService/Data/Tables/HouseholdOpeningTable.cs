using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Openings;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class HouseholdOpeningTable : IEntityTypeConfiguration<HouseholdOpening>
{
    public void Configure(EntityTypeBuilder<HouseholdOpening> table)
    {
        table.ToTable("household_opening");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.EndedAt).IsConcurrencyToken();
    }
}
