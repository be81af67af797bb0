using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class StandardPeriodTable : IEntityTypeConfiguration<StandardPeriod>
{
    public void Configure(EntityTypeBuilder<StandardPeriod> table)
    {
        table.ToTable("poverty_standard_period");
        table.HasKey(row => new { row.StandardCode, row.ValidFrom });
        table.HasOne<PovertyStandard>().WithMany().HasForeignKey(row => row.StandardCode);
    }
}
