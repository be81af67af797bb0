using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Areas;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class CommuneSuccessionTable : IEntityTypeConfiguration<CommuneSuccession>
{
    public void Configure(EntityTypeBuilder<CommuneSuccession> table)
    {
        table.ToTable("commune_succession");
        table.HasKey(row => new { row.OldCode, row.NewCode, row.ChangedOn });
    }
}
