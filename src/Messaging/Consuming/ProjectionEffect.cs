using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.Messaging.Consuming;

/// <summary>A read model: many events in one set-based statement.</summary>
internal sealed class ProjectionEffect<TDb, TEvent>(Subscription subscription, IServiceProvider services) : Effect<TDb, TEvent>(subscription, services)
    where TDb : AreaBoundContext
    where TEvent : class, IIntegrationEvent
{
    public override ushort Prefetch => 1000;

    public override int LargestBatch => 500;

    public override bool OnePerSubject => false;

    protected override async Task Apply(
        object handler, TDb db, IReadOnlyList<Received<TEvent>> fresh, IReadOnlyList<Activity?> spans, CancellationToken ct)
    {
        Activity.Current = spans[0];
        await ((EventProjection<TDb, TEvent>)handler).Apply([.. fresh.Select(received => received.Event)], db, ct);
        if (db.ChangeTracker.HasChanges())
            await db.SaveChangesAsync(ct);
    }
}
