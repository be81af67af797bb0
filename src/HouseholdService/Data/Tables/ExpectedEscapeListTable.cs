using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Escapes;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class ExpectedEscapeListTable : IEntityTypeConfiguration<ExpectedEscapeList>
{
    public void Configure(EntityTypeBuilder<ExpectedEscapeList> table)
    {
        table.ToTable("expected_escape_list");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.State).HasConversion(new KebabCase<ExpectedListState>());
        table.Property(row => row.RowVersion).IsRowVersion();
    }
}
