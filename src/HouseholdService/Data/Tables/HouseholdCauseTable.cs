using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Causes;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class HouseholdCauseTable : IEntityTypeConfiguration<HouseholdCause>
{
    public void Configure(EntityTypeBuilder<HouseholdCause> table)
    {
        table.ToTable("household_cause");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
    }
}
