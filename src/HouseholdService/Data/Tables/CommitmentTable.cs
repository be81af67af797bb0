using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Causes;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class CommitmentTable : IEntityTypeConfiguration<Commitment>
{
    public void Configure(EntityTypeBuilder<Commitment> table)
    {
        table.ToTable("household_commitment");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.State).HasConversion(new KebabCase<CommitmentState>());
        table.Property(row => row.RowVersion).IsRowVersion();
    }
}
