using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class LocalListEntryTable : IEntityTypeConfiguration<LocalListEntry>
{
    public void Configure(EntityTypeBuilder<LocalListEntry> table)
    {
        table.ToTable("local_list_entry");
        table.HasKey(row => new { row.ListId, row.HouseholdId });
        table.Property(row => row.LocalClass).HasConversion<short>();
        table.Property(row => row.NationalClass).HasConversion<short>();
        table.HasOne<LocalList>().WithMany().HasForeignKey(row => row.ListId);
    }
}
