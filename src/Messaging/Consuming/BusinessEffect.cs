using System.Diagnostics;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.Messaging.Consuming;

/// <summary>Decisions because of events: one after the other on one context, saved together.</summary>
internal sealed class BusinessEffect<TDb, TEvent>(Subscription subscription, IServiceProvider services) : Effect<TDb, TEvent>(subscription, services)
    where TDb : AreaBoundContext
    where TEvent : class, IIntegrationEvent
{
    public override ushort Prefetch => 128;

    public override int LargestBatch => 64;

    public override bool OnePerSubject => true;

    protected override async Task Apply(
        object handler, TDb db, IReadOnlyList<Received<TEvent>> fresh, IReadOnlyList<Activity?> spans, CancellationToken ct)
    {
        var consumer = (EventConsumer<TDb, TEvent>)handler;
        await consumer.Prepare([.. fresh.Select(received => received.Event)], db, ct);
        for (var at = 0; at < fresh.Count; at++)
        {
            // What Handle publishes continues the trace of its own event.
            Activity.Current = spans[at];
            await consumer.Handle(fresh[at].Event, db, ct);
        }

        Activity.Current = spans[0];
        await db.SaveChangesAsync(ct);
    }
}
