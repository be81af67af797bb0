using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class AreaPopulationTable : IEntityTypeConfiguration<AreaPopulation>
{
    public void Configure(EntityTypeBuilder<AreaPopulation> table)
    {
        table.ToTable("area_population");
        table.HasKey(row => new { row.ProvinceCode, row.CommuneCode, row.Year });
        table.Property(row => row.Version).IsConcurrencyToken();
    }
}
