using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class StepRuleTable : IEntityTypeConfiguration<StepRule>
{
    public void Configure(EntityTypeBuilder<StepRule> table)
    {
        table.ToTable("review_step_rule");
        table.HasKey(row => new { row.Kind, row.Step, row.ValidFrom });
    }
}
