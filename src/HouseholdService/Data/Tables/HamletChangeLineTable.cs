using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Areas;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class HamletChangeLineTable : IEntityTypeConfiguration<HamletChangeLine>
{
    public void Configure(EntityTypeBuilder<HamletChangeLine> table)
    {
        table.ToTable("hamlet_change_line");
        table.HasKey(row => new { row.ChangeId, row.OldCode, row.NewCode });
    }
}
