using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class ReviewCaseTable : IEntityTypeConfiguration<ReviewCase>
{
    public void Configure(EntityTypeBuilder<ReviewCase> table)
    {
        table.ToTable("review_case");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.State).HasConversion(new KebabCase<CaseState>());
        table.Property(row => row.Origin).HasConversion(new KebabCase<CaseOrigin>());
        table.Property(row => row.Channel).HasConversion(new KebabCase<RequestChannel>());
        table.Property(row => row.Outcome).HasConversion(new KebabCase<CaseOutcome>());
        table.Property(row => row.LastStep).HasConversion(new KebabCase<CaseStep>());
        table.Property(row => row.StartClass).HasConversion<short?>();
        table.Property(row => row.ScoredClass).HasConversion<short?>();
        table.Property(row => row.Class).HasConversion<short?>();
        table.Ignore(row => row.IsOpen);
        table.Ignore(row => row.NeedsCertificate);
        table.Property(row => row.RowVersion).IsRowVersion();
        table.HasOne<ReviewCycle>().WithMany().HasForeignKey(row => row.CycleId);
    }
}
