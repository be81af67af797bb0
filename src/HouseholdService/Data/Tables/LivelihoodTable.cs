using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class LivelihoodTable : IEntityTypeConfiguration<Livelihood>
{
    public void Configure(EntityTypeBuilder<Livelihood> table)
    {
        table.ToTable("household_livelihood");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
    }
}
