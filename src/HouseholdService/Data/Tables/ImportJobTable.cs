using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class ImportJobTable : IEntityTypeConfiguration<ImportJob>
{
    public void Configure(EntityTypeBuilder<ImportJob> table)
    {
        table.ToTable("job", "import");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.State).HasConversion(state => Word(state), word => Enum.Parse<ImportState>(word, true));
        table.Property(row => row.OnFaults).HasConversion(choice => Word(choice), word => Enum.Parse<OnFaults>(word, true));
        table.Property(row => row.FileSha256).HasColumnName("file_sha256");
        table.Property(row => row.KeptSha256).HasColumnName("kept_sha256");
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
