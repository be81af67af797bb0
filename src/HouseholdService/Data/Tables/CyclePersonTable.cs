using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class CyclePersonTable : IEntityTypeConfiguration<CyclePerson>
{
    public void Configure(EntityTypeBuilder<CyclePerson> table)
    {
        table.ToTable("review_cycle_person");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.Role).HasConversion(new KebabCase<CycleRole>());
        table.HasOne<ReviewCycle>().WithMany().HasForeignKey(row => row.CycleId);
    }
}
