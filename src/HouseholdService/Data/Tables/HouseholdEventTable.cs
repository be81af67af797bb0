using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class HouseholdEventTable : IEntityTypeConfiguration<HouseholdEvent>
{
    public void Configure(EntityTypeBuilder<HouseholdEvent> table)
    {
        table.ToTable("household_event");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.Kind).HasConversion(new KebabCase<HouseholdEventKind>());
        table.Property(row => row.KnownAt).HasDefaultValueSql("now()");
        table.Property(row => row.Facts).HasColumnType("jsonb");
    }
}
