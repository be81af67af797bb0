using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Escapes;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class ExpectedEscapeTable : IEntityTypeConfiguration<ExpectedEscape>
{
    public void Configure(EntityTypeBuilder<ExpectedEscape> table)
    {
        table.ToTable("expected_escape");
        table.HasKey(row => new { row.ListId, row.HouseholdId });
        table.HasOne<ExpectedEscapeList>().WithMany().HasForeignKey(row => row.ListId);
    }
}
