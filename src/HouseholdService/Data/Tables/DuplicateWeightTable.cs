using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Duplicates;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class DuplicateWeightTable : IEntityTypeConfiguration<DuplicateWeight>
{
    public void Configure(EntityTypeBuilder<DuplicateWeight> table)
    {
        table.ToTable("duplicate_weight");
        table.HasKey(row => new { row.Code, row.ValidFrom });
    }
}
