using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Privacy;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class OpenSupportTable : IEntityTypeConfiguration<OpenSupport>
{
    public void Configure(EntityTypeBuilder<OpenSupport> table)
    {
        table.ToTable("open_support");
        table.HasKey(row => row.GrantId);
        table.Property(row => row.GrantId).ValueGeneratedNever();
    }
}
