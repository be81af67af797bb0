using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class ObjectionTable : IEntityTypeConfiguration<Objection>
{
    public void Configure(EntityTypeBuilder<Objection> table)
    {
        table.ToTable("review_objection");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.Kind).HasConversion(new KebabCase<ObjectionKind>());
        table.Property(row => row.Channel).HasConversion(new KebabCase<RequestChannel>());
        table.Property(row => row.State).HasConversion(new KebabCase<ObjectionState>());
        table.Ignore(row => row.IsOpen);
        table.Property(row => row.RowVersion).IsRowVersion();
        table.HasOne<ReviewCase>().WithMany().HasForeignKey(row => row.CaseId);
    }
}
