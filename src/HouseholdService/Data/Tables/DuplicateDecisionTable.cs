using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Duplicates;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class DuplicateDecisionTable : IEntityTypeConfiguration<DuplicateDecision>
{
    public void Configure(EntityTypeBuilder<DuplicateDecision> table)
    {
        table.ToTable("duplicate_decision");
        table.HasKey(row => new { row.CandidateId, row.Ordinal });
        table.Property(row => row.Verdict).HasConversion(new KebabCase<DuplicateVerdict>());
        table.HasOne<DuplicateCandidate>().WithMany().HasForeignKey(row => row.CandidateId);
    }
}
