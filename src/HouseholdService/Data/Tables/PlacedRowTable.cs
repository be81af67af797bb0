using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class PlacedRowTable : IEntityTypeConfiguration<PlacedRow>
{
    public void Configure(EntityTypeBuilder<PlacedRow> table)
    {
        table.ToTable("placed_row", "import");
        table.HasKey(row => new { row.JobId, row.HouseholdId });
    }
}
