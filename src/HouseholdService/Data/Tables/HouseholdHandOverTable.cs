using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.HandOvers;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class HouseholdHandOverTable : IEntityTypeConfiguration<HouseholdHandOver>
{
    public void Configure(EntityTypeBuilder<HouseholdHandOver> table)
    {
        table.ToTable("household_hand_over");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.State).HasConversion(new KebabCase<HandOverState>());
        table.Property(row => row.Class).HasConversion<short?>();
        table.Property(row => row.RowVersion).IsRowVersion();
    }
}
