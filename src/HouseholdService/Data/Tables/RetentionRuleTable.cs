using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Privacy;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class RetentionRuleTable : IEntityTypeConfiguration<RetentionRule>
{
    public void Configure(EntityTypeBuilder<RetentionRule> table)
    {
        table.ToTable("retention_rule");
        table.HasKey(row => new { row.Code, row.ProvinceCode, row.ValidFrom });
        table.Ignore(row => row.Version);
    }
}
