using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.SupportProgramService.Domain.Evaluations;
using PovertyPlatform.SupportProgramService.Domain.Grants;
using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramService.Data.Mappings;

internal sealed class HouseholdMapping : IEntityTypeConfiguration<SupportHousehold>
{
    public void Configure(EntityTypeBuilder<SupportHousehold> builder)
    {
        builder.ToTable("household");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Revision).IsConcurrencyToken();
    }
}

internal sealed class RecognitionMapping : IEntityTypeConfiguration<Recognition>
{
    public void Configure(EntityTypeBuilder<Recognition> builder)
    {
        builder.ToTable("recognition");
        builder.HasKey(row => new { row.ProvinceCode, row.HouseholdId, row.Version });
        builder.Property(row => row.Version).ValueGeneratedNever();
        builder.Property(row => row.Class).HasConversion<short>();
        builder.Property(row => row.AreaType).HasConversion<short>();
        builder.Property(row => row.ExitFromClass).HasConversion<short?>();
    }
}

internal sealed class GrantMapping : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> builder)
    {
        builder.ToTable("support_grant");
        builder.HasKey(row => new { row.ProvinceCode, row.Id });
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.Property(row => row.State).HasConversion<short>();
        builder.Property(row => row.HouseholdClass).HasConversion<short>();
        builder.Ignore(row => row.IsOpen).Ignore(row => row.Terms);
    }
}

internal sealed class EvaluationRunMapping : IEntityTypeConfiguration<EvaluationRun>
{
    public void Configure(EntityTypeBuilder<EvaluationRun> builder)
    {
        builder.ToTable("evaluation_run");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.State).HasConversion<short>();
    }
}
