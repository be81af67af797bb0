using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Areas;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class ProvinceTable : IEntityTypeConfiguration<Province>
{
    public void Configure(EntityTypeBuilder<Province> table)
    {
        table.ToTable("province");
        table.HasKey(row => new { row.Code, row.ValidFrom });
    }
}
