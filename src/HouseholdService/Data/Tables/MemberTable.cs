using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class MemberTable : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> table)
    {
        table.ToTable("member");
        table.HasKey(row => new { row.Id, row.ProvinceCode });
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.ValidFrom).HasDefaultValueSql("(now() at time zone 'Asia/Ho_Chi_Minh')::date");
        table.Property(row => row.Sex).HasConversion<short?>();
        table.HasOne<Household>().WithMany().HasForeignKey(row => new { row.HouseholdId, row.ProvinceCode });
    }
}
