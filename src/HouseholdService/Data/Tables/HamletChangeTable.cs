using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Areas;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class HamletChangeTable : IEntityTypeConfiguration<HamletChange>
{
    public void Configure(EntityTypeBuilder<HamletChange> table)
    {
        table.ToTable("hamlet_change");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.Kind).HasConversion(new KebabCase<HamletChangeKind>());
        table.Ignore(row => row.IsCertain);
    }
}
