using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Duplicates;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class DuplicateCandidateTable : IEntityTypeConfiguration<DuplicateCandidate>
{
    public void Configure(EntityTypeBuilder<DuplicateCandidate> table)
    {
        table.ToTable("duplicate_candidate");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.State).HasConversion(new KebabCase<CandidateState>());
        table.Property(row => row.Verdict).HasConversion(new KebabCase<DuplicateVerdict>());
        table.Property(row => row.RowVersion).IsRowVersion();
    }
}
