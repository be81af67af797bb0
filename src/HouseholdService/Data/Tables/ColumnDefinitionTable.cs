using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class ColumnDefinitionTable : IEntityTypeConfiguration<ColumnDefinition>
{
    public void Configure(EntityTypeBuilder<ColumnDefinition> table)
    {
        table.ToTable("workbook_column", "import");
        table.HasKey(row => row.Field);
        table.Ignore(row => row.NeedsGroup);
    }
}
