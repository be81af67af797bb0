using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Messaging;
using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.PartnerService.Domain.Grants;
using PovertyPlatform.PartnerService.Domain.Webhooks;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.PartnerService.Data;

/// <summary>The database of PartnerService: the feed, the grants behind it, and who is rung about them.</summary>
public sealed class PartnerDb(DbContextOptions<PartnerDb> options) : AreaBoundContext(options)
{
    public DbSet<FeedEvent> FeedEvents => Set<FeedEvent>();

    public DbSet<FeedAcknowledgement> Acknowledgements => Set<FeedAcknowledgement>();

    public DbSet<EligibilityGrant> Grants => Set<EligibilityGrant>();

    public DbSet<Household> Households => Set<Household>();

    public DbSet<SharingGround> SharingGrounds => Set<SharingGround>();

    public DbSet<WebhookEndpoint> Endpoints => Set<WebhookEndpoint>();

    public DbSet<WebhookDelivery> Deliveries => Set<WebhookDelivery>();

    protected override void MapTables(ModelBuilder modelBuilder)
    {
        modelBuilder.UseMessaging();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PartnerDb).Assembly);
    }
}
