using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class ReviewCycleTable : IEntityTypeConfiguration<ReviewCycle>
{
    public void Configure(EntityTypeBuilder<ReviewCycle> table)
    {
        table.ToTable("review_cycle");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.Kind).HasConversion(new KebabCase<ReviewKind>());
        table.Property(row => row.State).HasConversion(new KebabCase<CycleState>());
        table.Property(row => row.Totals).HasColumnType("json");
        table.Property(row => row.RowVersion).IsRowVersion();
    }
}
