using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.Messaging.Consuming;

/// <summary>An event and the message that brought it.</summary>
internal sealed record Received<TEvent>(Delivered Message, TEvent Event);

/// <summary>What events do to a service: inbox rows, their effect and the events they cause, in one transaction.</summary>
internal abstract class Effect<TDb, TEvent>(Subscription subscription, IServiceProvider services)
    where TDb : AreaBoundContext
    where TEvent : class, IIntegrationEvent
{
    private readonly KeyValuePair<string, object?> _tag = new("queue", subscription.Queue);
    private readonly IServiceScopeFactory _scopes = services.GetRequiredService<IServiceScopeFactory>();
    private readonly TimeProvider _clock = services.GetRequiredService<TimeProvider>();

    /// <summary>Messages the broker may hand over before the first is acknowledged.</summary>
    public abstract ushort Prefetch { get; }

    /// <summary>Most events of one commit.</summary>
    public abstract int LargestBatch { get; }

    /// <summary>True when a commit may hold one event of a subject only.</summary>
    public abstract bool OnePerSubject { get; }

    protected abstract Task Apply(object handler, TDb db, IReadOnlyList<Received<TEvent>> fresh, IReadOnlyList<Activity?> spans, CancellationToken ct);

    /// <summary>Handles the events in one commit; what was handled before is left out.</summary>
    public async Task Commit(IReadOnlyList<Received<TEvent>> batch, CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var (db, connection, transaction) = await Begin(scope, ct);
        await using (transaction)
        {
            await Apply(scope, db, connection, transaction, batch, ct);
        }
    }

    /// <summary>Tries one parked event in a transaction that also holds its row.</summary>
    /// <returns>The event, and why it failed; null when nothing is due.</returns>
    public async Task<(Parked Parked, Exception? Failure)?> CommitParked(CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var (db, connection, transaction) = await Begin(scope, ct);
        await using (transaction)
        {
            if (await Parking.Take(connection, subscription.Queue, ct) is not { } parked)
                return null;
            try
            {
                await Parking.Remove(connection, subscription.Queue, parked.MessageId, ct);
                var message = new Delivered(parked.Body, subscription.Contract.Urn, parked.Traceparent, 0, 0);
                await Apply(scope, db, connection, transaction, [new Received<TEvent>(message, EventJson.Read<TEvent>(parked.Body))], ct);
                return (parked, null);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                return (parked, failure);
            }
        }
    }

    private async Task Apply(
        AsyncServiceScope scope, TDb db, NpgsqlConnection connection, IDbContextTransaction transaction, IReadOnlyList<Received<TEvent>> batch, CancellationToken ct)
    {
        // The look for parked events is silent, what it finds is not.
        using var recorded = SuppressInstrumentationScope.Begin(false);
        var spans = new List<Activity?>(batch.Count);
        try
        {
            foreach (var received in batch)
                spans.Add(StartSpan(received));
            Activity.Current = spans[0];
            var unseen = await Inbox.Take(connection, subscription.Queue, batch.Select(received => received.Event.EventId), ct);
            var fresh = new List<Received<TEvent>>(unseen.Count);
            var freshSpans = new List<Activity?>(unseen.Count);
            for (var at = 0; at < batch.Count; at++)
                if (unseen.Remove(batch[at].Event.EventId))
                {
                    fresh.Add(batch[at]);
                    freshSpans.Add(spans[at]);
                }

            if (fresh.Count > 0)
                await Apply(scope.ServiceProvider.GetRequiredService(subscription.Handler), db, fresh, freshSpans, ct);
            await transaction.CommitAsync(ct);
            Measure(batch.Count, fresh);
        }
        catch (Exception failure)
        {
            foreach (var span in spans)
                span?.SetStatus(ActivityStatusCode.Error, failure.GetBaseException().GetType().Name);
            throw;
        }
        finally
        {
            foreach (var span in spans)
                span?.Dispose();
        }
    }

    private static async Task<(TDb Db, NpgsqlConnection Connection, IDbContextTransaction Transaction)> Begin(AsyncServiceScope scope, CancellationToken ct)
    {
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        db.Area = AreaScope.Nationwide;
        db.Database.AutoSavepointsEnabled = false;
        var transaction = await db.Database.BeginTransactionAsync(ct);
        return (db, (NpgsqlConnection)db.Database.GetDbConnection(), transaction);
    }

    private Activity? StartSpan(Received<TEvent> received)
    {
        // Each event continues its own trace, whatever is current here.
        Activity.Current = null;
        if (!ActivityContext.TryParse(received.Message.Traceparent, null, true, out var published))
            return null;
        return MessagingTelemetry.Source.StartActivity($"consume {subscription.Queue}", ActivityKind.Consumer, published)
            ?.SetTag("messaging.system", "rabbitmq").SetTag("messaging.destination.name", subscription.Queue).SetTag("messaging.message.id", received.Event.EventId);
    }

    private void Measure(int delivered, List<Received<TEvent>> fresh)
    {
        if (delivered > fresh.Count)
            MessagingTelemetry.Duplicates.Add(delivered - fresh.Count, _tag);
        if (!MessagingTelemetry.EventAge.Enabled)
            return;
        var now = _clock.GetUtcNow();
        foreach (var received in fresh)
            MessagingTelemetry.EventAge.Record((now - received.Event.OccurredAt).TotalMilliseconds, _tag);
    }
}
