using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Causes;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class LocalCauseTable : IEntityTypeConfiguration<LocalCause>
{
    public void Configure(EntityTypeBuilder<LocalCause> table)
    {
        table.ToTable("local_cause");
        table.HasKey(row => new { row.ProvinceCode, row.Code, row.ValidFrom });
    }
}
