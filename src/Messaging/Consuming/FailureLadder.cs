using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.Messaging.Consuming;

/// <summary>What happens to an event that could not be handled: tried again, parked, or put on the error queue.</summary>
internal sealed partial class FailureLadder<TDb, TEvent>(Subscription subscription, Effect<TDb, TEvent> effect, IServiceProvider services)
    where TDb : AreaBoundContext
    where TEvent : class, IIntegrationEvent
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];
    private readonly NpgsqlDataSource _source = services.GetRequiredService<NpgsqlDataSource>();
    private readonly FaultShelf _shelf = services.GetRequiredService<FaultShelf>();
    private readonly TimeProvider _clock = services.GetRequiredService<TimeProvider>();
    private readonly ILogger _logger = services.GetRequiredService<ILoggerFactory>().CreateLogger($"PovertyPlatform.Messaging.{subscription.Queue}");

    /// <summary>A database that is away is nobody's fault: it is waited for, unless it answers and the same events bring it down again and again.</summary>
    public async Task Commit(IReadOnlyList<Received<TEvent>> batch, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await effect.Commit(batch, ct);
                return;
            }
            catch (Exception failure) when (!ct.IsCancellationRequested && attempt <= 5 && Failures.Of(failure) == Failure.DatabaseAway)
            {
                await WaitForDatabase(failure, ct);
            }
        }
    }

    /// <summary>Climbs the ladder with one event, beside the queue: it holds a place in the prefetch, but nobody waits for it.</summary>
    public async Task Climb(Received<TEvent> received, Exception failure, CancellationToken ct)
    {
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                var kind = Failures.Of(failure);
                if (kind == Failure.NotYet)
                    await Park(received, failure, ct);
                else if (kind == Failure.Permanent || attempt == Pauses.Length)
                    await Shelve(received.Message, received.Event.EventId, failure, attempt + 1, ct);
                else if (await Again(received, Pauses[attempt], ct) is { } next)
                {
                    failure = next;
                    continue;
                }

                received.Message.Done.TrySetResult();
                return;
            }
        }
        catch (Exception lost)
        {
            // Neither handled nor shelved: it goes back to the queue.
            received.Message.Done.TrySetException(lost);
        }
    }

    /// <summary>Puts a message on the error queue.</summary>
    public Task Shelve(Delivered message, Guid eventId, Exception failure, int attempts, CancellationToken ct)
    {
        Faulted(_logger, eventId, subscription.ErrorQueue, attempts, Failures.WithoutValues(failure));
        return _shelf.Put(subscription, message, eventId, failure, attempts, ct);
    }

    /// <summary>Tries one parked event that is due; false when there is none.</summary>
    public async Task<bool> TryParked(CancellationToken ct)
    {
        if (await effect.CommitParked(ct) is not { } tried)
            return false;
        if (tried.Failure is not { } failure)
            return true;
        var kind = Failures.Of(failure);
        if (kind == Failure.DatabaseAway)
            return false;
        await using var connection = await _source.OpenConnectionAsync(ct);
        if (kind != Failure.Permanent && _clock.GetUtcNow() - tried.Parked.ParkedAt < Parking.Longest)
        {
            await Parking.Postpone(connection, subscription.Queue, tried.Parked, Failures.Describe(failure), ct);
            return true;
        }

        var message = new Delivered(tried.Parked.Body, subscription.Contract.Urn, tried.Parked.Traceparent, 0, 0);
        await Shelve(message, tried.Parked.MessageId, failure, tried.Parked.Attempts, ct);
        await Parking.Remove(connection, subscription.Queue, tried.Parked.MessageId, ct);
        return true;
    }

    private async Task<Exception?> Again(Received<TEvent> received, TimeSpan pause, CancellationToken ct)
    {
        await Task.Delay(pause, ct);
        try
        {
            await Commit([received], ct);
            return null;
        }
        catch (Exception again) when (!ct.IsCancellationRequested)
        {
            return again;
        }
    }

    private async Task Park(Received<TEvent> received, Exception failure, CancellationToken ct)
    {
        var missing = Failures.Describe(failure);
        await Parking.Put(_source, subscription.Queue, received.Event.EventId, missing, received.Message, ct);
        MessagingTelemetry.Parked.Add(1, new KeyValuePair<string, object?>("queue", subscription.Queue));
        EventParked(_logger, received.Event.EventId, missing);
    }

    private async Task WaitForDatabase(Exception failure, CancellationToken ct)
    {
        for (var pause = TimeSpan.FromMilliseconds(100); ; pause = TimeSpan.FromMilliseconds(Math.Min(5000, pause.TotalMilliseconds * 2)))
        {
            DatabaseAway(_logger, failure.GetBaseException().GetType().Name);
            await Task.Delay(pause, ct);
            try
            {
                await using var probe = _source.CreateCommand("select 1");
                await probe.ExecuteScalarAsync(ct);
                return;
            }
            catch (Exception away) when (!ct.IsCancellationRequested && Failures.Of(away) is Failure.DatabaseAway or Failure.Transient)
            {
                failure = away;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {EventId} goes to {ErrorQueue} after {Attempts} attempts: {Failure}")]
    private static partial void Faulted(ILogger logger, Guid eventId, string errorQueue, int attempts, string failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Event {EventId} is parked: {Missing}")]
    private static partial void EventParked(ILogger logger, Guid eventId, string missing);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away ({Failure}); events wait")]
    private static partial void DatabaseAway(ILogger logger, string failure);
}
