using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Privacy;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class ConsentKindTable : IEntityTypeConfiguration<ConsentKind>
{
    public void Configure(EntityTypeBuilder<ConsentKind> table)
    {
        table.ToTable("consent_kind");
        table.HasKey(row => new { row.Code, row.ValidFrom });
    }
}
