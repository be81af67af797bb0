using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Reference;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class LegalTermTable : IEntityTypeConfiguration<LegalTerm>
{
    public void Configure(EntityTypeBuilder<LegalTerm> table)
    {
        table.ToTable("legal_term");
        table.HasKey(row => new { row.Code, row.ValidFrom });
    }
}
