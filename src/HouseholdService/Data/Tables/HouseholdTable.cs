using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class HouseholdTable : IEntityTypeConfiguration<Household>
{
    public void Configure(EntityTypeBuilder<Household> table)
    {
        table.ToTable("household");
        table.HasKey(row => new { row.Id, row.ProvinceCode });
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.ValidFrom).HasDefaultValueSql("(now() at time zone 'Asia/Ho_Chi_Minh')::date");
        table.Property(row => row.StartedOn).HasDefaultValueSql("(now() at time zone 'Asia/Ho_Chi_Minh')::date");
        table.Property(row => row.AreaType).HasConversion<short>();
        table.Property(row => row.HamletCode).Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        table.Property(row => row.HamletCode).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        table.Property(row => row.Version).IsConcurrencyToken();
        table.Ignore(row => row.IsEthnicMinority);
    }
}
