using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.HandOvers;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class UnitMoveTable : IEntityTypeConfiguration<UnitMove>
{
    public void Configure(EntityTypeBuilder<UnitMove> table)
    {
        table.ToTable("unit_move");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.State).HasConversion(new KebabCase<UnitMoveState>());
    }
}
