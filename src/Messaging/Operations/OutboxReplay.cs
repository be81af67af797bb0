using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using PovertyPlatform.Messaging.Broker;
using PovertyPlatform.Messaging.Outbox;
using RabbitMQ.Client;

namespace PovertyPlatform.Messaging.Operations;

/// <summary>Carries out replays of stored events: the outbox of past days, to one queue, with the same confirms as the relay. A crash starts the replay over; consumers drop what they know.</summary>
internal sealed partial class OutboxReplay(NpgsqlDataSource source, BrokerConnections broker, ReplayStore replays, ILogger<OutboxReplay> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan VietNam = TimeSpan.FromHours(7);
    private readonly WakeUp _bell = new();

    public void Wake() => _bell.Ring();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = SuppressInstrumentationScope.Begin();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await replays.TakeNext(stoppingToken) is { } replay)
                    await Run(replay, stoppingToken);
                await _bell.Wait(BetweenLooks, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                Interrupted(logger, failure.GetType().Name, failure.Message);
                await Task.Delay(BetweenLooks, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Run(EventReplay replay, CancellationToken ct)
    {
        Started(logger, replay.Id, replay.Contract, replay.Queue);
        await using var channel = await ConfirmedChannel.Open(broker, "replay", ct);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, channel.Broken);
        await using var command = source.CreateCommand("""
            select message_id, body, traceparent, occurred_at from messaging.outbox_message
            where recorded_at >= $1 and recorded_at < $2 and contract = $3 order by tx, position
            """);
        command.Parameters.AddWithValue(new DateTimeOffset(replay.FromDay, TimeOnly.MinValue, VietNam).UtcDateTime);
        command.Parameters.AddWithValue(new DateTimeOffset(replay.ToDay.AddDays(1), TimeOnly.MinValue, VietNam).UtcDateTime);
        command.Parameters.AddWithValue(replay.Contract);
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(either.Token);
        long sent = 0;
        while (await Send(rows, channel, replay, either.Token) is var count and > 0)
        {
            sent += count;
            if (!await replays.Progress(replay.Id, sent, either.Token))
                return;
        }

        await replays.Change(replay.Id, "done", ct);
        Ended(logger, replay.Id, sent);
    }

    private static async Task<int> Send(NpgsqlDataReader rows, ConfirmedChannel channel, EventReplay replay, CancellationToken ct)
    {
        var lane = new LaneState(0);
        var batch = new List<RelayRow>();
        while (batch.Count < 500 && await rows.ReadAsync(ct))
            batch.Add(new RelayRow
            {
                Lane = lane,
                Epoch = 0,
                Tx = 0,
                Position = 0,
                RecordedAt = default,
                MessageId = rows.GetGuid(0),
                Contract = replay.Contract,
                Body = rows.GetFieldValue<byte[]>(1),
                Traceparent = rows.IsDBNull(2) ? null : rows.GetString(2),
                OccurredAt = rows.GetDateTime(3),
            });
        if (batch.Count == 0)
            return 0;
        var round = new RelayRound(batch);
        await round.PublishTo(channel, replay.Queue, ct);
        await round.Settled(channel, ct);
        return batch.All(row => row.Delivery == Delivery.Confirmed) ? batch.Count : throw new BrokerRefusedException($"The queue {replay.Queue} did not take every event.");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Replay {Id} of {Contract} to {Queue} starts")]
    private static partial void Started(ILogger logger, Guid id, string contract, string queue);

    [LoggerMessage(Level = LogLevel.Information, Message = "Replay {Id} sent {Count} events")]
    private static partial void Ended(ILogger logger, Guid id, long count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A replay was interrupted ({Failure}: {Reason}); it starts over")]
    private static partial void Interrupted(ILogger logger, string failure, string reason);
}
