using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Privacy;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class ErasureCertificateTable : IEntityTypeConfiguration<ErasureCertificate>
{
    public void Configure(EntityTypeBuilder<ErasureCertificate> table)
    {
        table.ToTable("erasure_certificate");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasOne<RightsRequest>().WithMany().HasForeignKey(row => row.RequestId);
    }
}
