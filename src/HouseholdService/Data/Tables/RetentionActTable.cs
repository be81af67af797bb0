using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Privacy;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class RetentionActTable : IEntityTypeConfiguration<RetentionAct>
{
    public void Configure(EntityTypeBuilder<RetentionAct> table)
    {
        table.ToTable("retention_act");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
    }
}
