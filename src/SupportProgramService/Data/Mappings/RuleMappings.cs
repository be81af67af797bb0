using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.SupportProgramService.Domain.Programmes;

namespace PovertyPlatform.SupportProgramService.Data.Mappings;

internal sealed class ProgrammeMapping : IEntityTypeConfiguration<ProgrammeVersion>
{
    public void Configure(EntityTypeBuilder<ProgrammeVersion> builder)
    {
        builder.ToTable("programme");
        builder.HasKey(row => new { row.Code, row.RuleVersion });
        builder.Property(row => row.Evaluation).HasConversion<short>();
    }
}

internal sealed class RuleMapping : IEntityTypeConfiguration<RuleRow>
{
    public void Configure(EntityTypeBuilder<RuleRow> builder)
    {
        builder.ToTable("programme_rule");
        builder.HasKey(row => new { row.ProgrammeCode, row.RuleVersion, row.Step });
        builder.HasOne<ProgrammeVersion>().WithMany().HasForeignKey(row => new { row.ProgrammeCode, row.RuleVersion });
    }
}

internal sealed class BaseRateMapping : IEntityTypeConfiguration<BaseRate>
{
    public void Configure(EntityTypeBuilder<BaseRate> builder)
    {
        builder.ToTable("base_rate");
        builder.HasKey(row => row.Ordinal);
        builder.Property(row => row.Ordinal).ValueGeneratedNever();
    }
}

internal sealed class ProgrammeRateMapping : IEntityTypeConfiguration<ProgrammeRate>
{
    public void Configure(EntityTypeBuilder<ProgrammeRate> builder)
    {
        builder.ToTable("programme_rate");
        builder.HasKey(row => row.Ordinal);
        builder.Property(row => row.Ordinal).ValueGeneratedNever();
    }
}

internal sealed class RuleBookMapping : IEntityTypeConfiguration<RuleBookRecord>
{
    public void Configure(EntityTypeBuilder<RuleBookRecord> builder)
    {
        builder.ToTable("rule_book");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
