using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.HandOvers;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class UnitMoveWaitTable : IEntityTypeConfiguration<UnitMoveWait>
{
    public void Configure(EntityTypeBuilder<UnitMoveWait> table)
    {
        table.ToTable("unit_move_wait");
        table.HasKey(row => new { row.MoveId, row.HouseholdId });
    }
}
