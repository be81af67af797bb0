using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class LocalStandardTable : IEntityTypeConfiguration<LocalStandard>
{
    public void Configure(EntityTypeBuilder<LocalStandard> table)
    {
        table.ToTable("local_standard");
        table.HasKey(row => new { row.ProvinceCode, row.Code });
    }
}
