using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class StandardRuleTable : IEntityTypeConfiguration<StandardRule>
{
    public void Configure(EntityTypeBuilder<StandardRule> table)
    {
        table.ToTable("poverty_standard_rule");
        table.HasKey(row => new { row.StandardCode, row.AreaType, row.Measure, row.Step });
        table.Property(row => row.AreaType).HasConversion<short>();
        table.Property(row => row.Class).HasConversion<short>();
        table.Property(row => row.Measure).HasConversion(measure => measure == RuleMeasure.Income ? "income" : "points", text => text == "income" ? RuleMeasure.Income : RuleMeasure.Points);
        table.HasOne<PovertyStandard>().WithMany().HasForeignKey(row => row.StandardCode);
    }
}
