using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Areas;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class CommuneTable : IEntityTypeConfiguration<Commune>
{
    public void Configure(EntityTypeBuilder<Commune> table)
    {
        table.ToTable("commune");
        table.HasKey(row => new { row.Code, row.ValidFrom });
        table.Property(row => row.AreaType).HasConversion<short>();
    }
}
