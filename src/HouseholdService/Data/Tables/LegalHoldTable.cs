using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Privacy;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class LegalHoldTable : IEntityTypeConfiguration<LegalHold>
{
    public void Configure(EntityTypeBuilder<LegalHold> table)
    {
        table.ToTable("legal_hold");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
    }
}
