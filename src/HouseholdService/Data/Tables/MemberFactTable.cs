using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class MemberFactTable : IEntityTypeConfiguration<MemberFact>
{
    public void Configure(EntityTypeBuilder<MemberFact> table)
    {
        table.ToTable("member_fact");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
    }
}
