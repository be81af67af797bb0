using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class DeprivationIndicatorTable : IEntityTypeConfiguration<DeprivationIndicator>
{
    public void Configure(EntityTypeBuilder<DeprivationIndicator> table)
    {
        table.ToTable("deprivation_indicator");
        table.HasKey(row => row.Code);
    }
}
