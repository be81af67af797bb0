using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class ReviewRuleTable : IEntityTypeConfiguration<ReviewRule>
{
    public void Configure(EntityTypeBuilder<ReviewRule> table)
    {
        table.ToTable("review_rule");
        table.HasKey(row => new { row.Kind, row.Code, row.ValidFrom });
        table.Ignore(row => row.OnlyMarks);
    }
}
