using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.SupportProgramService.Domain.Areas;

namespace PovertyPlatform.SupportProgramService.Data.Mappings;

internal sealed class AreaMapping : IEntityTypeConfiguration<AreaUnit>
{
    public void Configure(EntityTypeBuilder<AreaUnit> builder)
    {
        builder.ToTable("area_unit");
        builder.HasKey(row => new { row.Code, row.ValidFrom });
    }
}
