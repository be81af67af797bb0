using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.PartnerService.Domain.Feed;

namespace PovertyPlatform.PartnerService.Data.Feed;

internal sealed class FeedEventMapping : IEntityTypeConfiguration<FeedEvent>
{
    public void Configure(EntityTypeBuilder<FeedEvent> entity)
    {
        entity.ToTable("feed_event");
        entity.HasKey(row => new { row.Tx, row.Position, row.RecordedOn });
        entity.Property(row => row.Tx).HasColumnType("xid8").ValueGeneratedOnAdd();
        entity.Property(row => row.Position).ValueGeneratedOnAdd();
        entity.Property(row => row.RecordedOn).ValueGeneratedOnAdd();
        entity.Property(row => row.Data).HasColumnType("jsonb");
    }
}

internal sealed class FeedAcknowledgementMapping : IEntityTypeConfiguration<FeedAcknowledgement>
{
    public void Configure(EntityTypeBuilder<FeedAcknowledgement> entity)
    {
        entity.ToTable("feed_acknowledgement");
        entity.HasKey(row => new { row.EventId, row.ClientId });
    }
}
