using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class ReviewTable : IEntityTypeConfiguration<Review>
{
    public void Configure(EntityTypeBuilder<Review> table)
    {
        table.ToTable("review");
        table.HasKey(row => new { row.Id, row.ProvinceCode });
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.AreaType).HasConversion<short>();
        table.Property(row => row.StatedClass).HasConversion<short?>();
        table.HasOne<Household>().WithMany().HasForeignKey(row => new { row.HouseholdId, row.ProvinceCode });
    }
}
