using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Privacy;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class ErasureCountTable : IEntityTypeConfiguration<ErasureCount>
{
    public void Configure(EntityTypeBuilder<ErasureCount> table)
    {
        table.ToTable("erasure_count");
        table.HasKey(row => new { row.CertificateId, row.Kind });
        table.HasOne<ErasureCertificate>().WithMany().HasForeignKey(row => row.CertificateId);
    }
}
