using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class PostingLineTable : IEntityTypeConfiguration<PostingLine>
{
    public void Configure(EntityTypeBuilder<PostingLine> table)
    {
        table.ToTable("review_posting_line");
        table.HasKey(row => new { row.PostingId, row.Ordinal });
        table.Property(row => row.Class).HasConversion<short>();
        table.Property(row => row.StartClass).HasConversion<short?>();
        table.HasOne<Posting>().WithMany().HasForeignKey(row => row.PostingId);
        table.HasOne<ReviewCase>().WithMany().HasForeignKey(row => row.CaseId);
    }
}
