using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class LocalListTable : IEntityTypeConfiguration<LocalList>
{
    public void Configure(EntityTypeBuilder<LocalList> table)
    {
        table.ToTable("local_list");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
    }
}
