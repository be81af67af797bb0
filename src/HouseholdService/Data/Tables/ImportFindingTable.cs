using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class ImportFindingTable : IEntityTypeConfiguration<ImportFinding>
{
    public void Configure(EntityTypeBuilder<ImportFinding> table)
    {
        table.ToTable("finding", "import");
        table.HasKey(row => new { row.JobId, row.SheetNo, row.RowNo, row.ColumnNo, row.Position });
        table.Property(row => row.Position).ValueGeneratedOnAdd();
        table.Ignore(row => row.Value);
        table.Ignore(row => row.Arguments);
        table.Property(row => row.Level).HasConversion<short>();
    }
}
