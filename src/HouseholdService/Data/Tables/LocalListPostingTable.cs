using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class LocalListPostingTable : IEntityTypeConfiguration<LocalListPosting>
{
    public void Configure(EntityTypeBuilder<LocalListPosting> table)
    {
        table.ToTable("local_list_posting");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
    }
}
