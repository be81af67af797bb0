using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.PartnerService.Domain.Grants;

namespace PovertyPlatform.PartnerService.Data.Grants;

internal sealed class EligibilityGrantMapping : IEntityTypeConfiguration<EligibilityGrant>
{
    public void Configure(EntityTypeBuilder<EligibilityGrant> entity)
    {
        entity.ToTable("eligibility_grant");
        entity.HasKey(row => row.Id);
        entity.Property(row => row.Id).ValueGeneratedNever();
        entity.Property(row => row.State).HasConversion<string>();
        entity.Property(row => row.HouseholdClass).HasConversion<string>();
    }
}

internal sealed class HouseholdMapping : IEntityTypeConfiguration<Household>
{
    public void Configure(EntityTypeBuilder<Household> entity)
    {
        entity.ToTable("household");
        entity.HasKey(row => row.Id);
        entity.Property(row => row.Id).ValueGeneratedNever();
        entity.Property(row => row.Class).HasConversion<string>();
        entity.Property(row => row.PreviousClass).HasConversion<string>();
        entity.Property(row => row.ExitFromClass).HasConversion<string>();
        entity.Property(row => row.AreaType).HasConversion<string>();
    }
}

internal sealed class SharingGroundMapping : IEntityTypeConfiguration<SharingGround>
{
    public void Configure(EntityTypeBuilder<SharingGround> entity)
    {
        entity.ToTable("sharing_ground");
        entity.HasKey(row => new { row.Code, row.ValidFrom });
    }
}
