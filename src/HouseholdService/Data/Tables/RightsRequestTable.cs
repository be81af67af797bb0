using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class RightsRequestTable : IEntityTypeConfiguration<RightsRequest>
{
    public void Configure(EntityTypeBuilder<RightsRequest> table)
    {
        table.ToTable("rights_request");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.Kind).HasConversion(new KebabCase<RightsKind>());
        table.Property(row => row.Channel).HasConversion(new KebabCase<RequestChannel>());
        table.Property(row => row.Relation).HasConversion(new KebabCase<RequesterRelation>());
        table.Property(row => row.VerifiedHow).HasConversion(new KebabCase<IdentityCheck>());
        table.Property(row => row.State).HasConversion(new KebabCase<RightsState>());
        table.Ignore(row => row.IsOpen);
        table.Property(row => row.RowVersion).IsRowVersion();
    }
}
