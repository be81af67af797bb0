using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class CaseStepTakenTable : IEntityTypeConfiguration<CaseStepTaken>
{
    public void Configure(EntityTypeBuilder<CaseStepTaken> table)
    {
        table.ToTable("review_case_step");
        table.HasKey(row => new { row.CaseId, row.Ordinal });
        table.Property(row => row.Step).HasConversion(new KebabCase<CaseStep>());
        table.Property(row => row.FromState).HasConversion(new KebabCase<CaseState>());
        table.Property(row => row.ToState).HasConversion(new KebabCase<CaseState>());
        table.HasOne<ReviewCase>().WithMany().HasForeignKey(row => row.CaseId);
    }
}
