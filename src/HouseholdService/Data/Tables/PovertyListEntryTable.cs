using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Lists;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class PovertyListEntryTable : IEntityTypeConfiguration<PovertyListEntry>
{
    public void Configure(EntityTypeBuilder<PovertyListEntry> table)
    {
        table.ToTable("poverty_list_entry");
        table.HasKey(row => new { row.ListId, row.HouseholdId, row.ProvinceCode });
        table.Property(row => row.Class).HasConversion<short>();
        table.Property(row => row.PreviousClass).HasConversion<short?>();
        table.Property(row => row.ExitFromClass).HasConversion<short?>();
        table.Property(row => row.AreaType).HasConversion<short>();
        table.Property(row => row.Answers).HasColumnType("json");
        table.Property(row => row.Explanation).HasColumnType("json");
        table.HasOne<PovertyList>().WithMany().HasForeignKey(row => row.ListId);
    }
}
