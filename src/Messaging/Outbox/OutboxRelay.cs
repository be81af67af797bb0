using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using PovertyPlatform.Messaging.Broker;
using RabbitMQ.Client;

namespace PovertyPlatform.Messaging.Outbox;

/// <summary>
/// Carries the outbox to the broker: reads a round behind the cursors, publishes the stored bytes with many confirms in flight, and moves each cursor to the
/// last row before which everything is confirmed. While one round waits for its confirms the next is read. Whatever fails ends the session; the next one begins at the stored
/// cursors, so that a crash repeats at most two rounds and never leaves one out.
/// </summary>
internal sealed partial class OutboxRelay(
    NpgsqlDataSource source, BrokerConnections broker, BrokerTopology topology, MessagingBuilder messaging, OutboxSignal signal, BulkPace bulk,
    TimeProvider clock, ILogger<OutboxRelay> logger) : BackgroundService
{
    private const int RoundSize = 500;
    private const int SmallestShare = 32;
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan BetweenRebalances = TimeSpan.FromSeconds(2);
    private readonly HashSet<string> _mayBeUnheard = [.. messaging.Publications.Where(publication => publication.ConsumersOptional).Select(publication => publication.Contract.Urn)];

    private HashSet<string> _declared = [];

    /// <summary>True while the relay can publish.</summary>
    public bool IsConnected { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = SuppressInstrumentationScope.Begin();
        for (var pause = LongestLook; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await RunSession(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                pause = IsConnected ? LongestLook : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, TimeSpan.FromSeconds(2).Ticks));
                SessionEnded(logger, failure.GetType().Name, failure.Message, pause.TotalSeconds);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                IsConnected = false;
            }

            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunSession(CancellationToken stopping)
    {
        // The broker first: an instance that cannot reach it must not own lanes that another could serve.
        await using var channel = await ConfirmedChannel.Open(broker, "relay", stopping);
        await topology.Declare(channel.Channel, stopping);
        _declared = [.. messaging.Publications.Select(publication => publication.Contract.Urn)];
        await using var lanes = await LaneOwnership.Open(source, stopping);
        IsConnected = true;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, channel.Broken);
        await Relay(channel, lanes, new OutboxReader(lanes.Connection), either.Token);
    }

    private async Task Relay(ConfirmedChannel channel, LaneOwnership lanes, OutboxReader reader, CancellationToken ct)
    {
        var look = ShortestLook;
        var busy = 1;
        var rebalanceAt = DateTimeOffset.MinValue;
        RelayRound? waiting = null;
        while (!ct.IsCancellationRequested)
        {
            if (waiting is null && clock.GetUtcNow() >= rebalanceAt)
            {
                await reader.Rewind(await lanes.Rebalance(ct), ct);
                rebalanceAt = clock.GetUtcNow() + BetweenRebalances;
            }

            var rows = await reader.Read(Wanted(lanes.Owned, busy), ct);
            if (rows.Count == 0 && waiting is null)
            {
                look = await signal.Wait(look, ct) ? ShortestLook : TimeSpan.FromTicks(Math.Min(look.Ticks * 2, LongestLook.Ticks));
                continue;
            }

            busy = rows.Select(row => row.Lane).Distinct().Count();
            bulk.Took(rows.Count(row => row.Lane.IsBulk));
            look = ShortestLook;
            foreach (var row in rows)
                row.Lane.MoveTo(row);
            var next = rows.Count == 0 ? null : new RelayRound(rows);
            await DeclareUnknown(channel, rows, ct);
            var publishing = next?.Publish(channel, ct) ?? Task.CompletedTask;
            if (waiting is not null)
                await Settle(waiting, channel, reader, ct);
            await publishing;
            waiting = next;
            // A full time between rebalances under load needs a moment in which nothing is in flight.
            if (waiting is not null && clock.GetUtcNow() >= rebalanceAt)
            {
                await Settle(waiting, channel, reader, ct);
                waiting = null;
            }
        }
    }

    private List<(LaneState Lane, int AtMost)> Wanted(IReadOnlyCollection<LaneState> owned, int busy)
    {
        var now = clock.GetUtcNow();
        var share = Math.Max(SmallestShare, RoundSize / Math.Max(1, busy));
        var room = bulk.Room();
        var wanted = new List<(LaneState Lane, int AtMost)>(owned.Count);
        foreach (var lane in owned.Where(lane => lane.RetryAt <= now))
        {
            var most = lane.Failures > 0 ? 1 : share;
            if (lane.IsBulk)
                most = Math.Min(most, room / Lane.Bulk);
            if (most > 0)
                wanted.Add((lane, most));
        }

        return wanted;
    }

    private async Task Settle(RelayRound round, ConfirmedChannel channel, OutboxReader reader, CancellationToken ct)
    {
        await round.Settled(channel, ct);
        var ends = new Dictionary<LaneState, RelayRow>();
        var failed = new Dictionary<LaneState, RelayRow>();
        foreach (var row in round.Rows)
        {
            if (row.Epoch != row.Lane.Epoch || failed.ContainsKey(row.Lane))
                continue;
            if (row.Delivery == Delivery.Confirmed || (row.Delivery == Delivery.Unroutable && _mayBeUnheard.Contains(row.Contract)))
                ends[row.Lane] = row;
            else
                failed.Add(row.Lane, row);
        }

        await reader.Advance([.. ends.Values], ct);
        foreach (var lane in ends.Keys)
            lane.Failures = 0;
        if (failed.Count > 0)
            await StepBack(failed, reader, ct);
    }

    private async Task StepBack(Dictionary<LaneState, RelayRow> failed, OutboxReader reader, CancellationToken ct)
    {
        await reader.Rewind(failed.Keys, ct);
        foreach (var (lane, row) in failed)
        {
            lane.Epoch++;
            lane.Failures++;
            var pause = TimeSpan.FromSeconds(Math.Min(30, 0.5 * Math.Pow(2, Math.Min(lane.Failures, 6))));
            lane.RetryAt = clock.GetUtcNow() + pause;
            MessagingTelemetry.NotTaken.Add(1, new KeyValuePair<string, object?>("contract", row.Contract));
            if (row.Delivery == Delivery.Unroutable)
                NobodyListens(logger, row.Contract, lane.Lane, pause.TotalSeconds);
            else
                Refused(logger, row.Contract, lane.Lane, pause.TotalSeconds);
        }
    }

    /// <summary>An event that an older version of the service wrote may have an exchange that this version no longer knows.</summary>
    private async Task DeclareUnknown(ConfirmedChannel channel, List<RelayRow> rows, CancellationToken ct)
    {
        foreach (var contract in rows.Select(row => row.Contract).Where(_declared.Add).ToList())
            await channel.Channel.ExchangeDeclareAsync(RelayRound.ExchangeOf(contract), ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The relay pauses ({Failure}: {Reason}); it tries again in {Seconds:F1} s. Events wait in the outbox")]
    private static partial void SessionEnded(ILogger logger, string failure, string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "No queue is bound for {Contract}: lane {Lane} waits {Seconds:F0} s. Run the migration step of its consumers, or publish it with consumersOptional")]
    private static partial void NobodyListens(ILogger logger, string contract, short lane, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker refused {Contract}: lane {Lane} waits {Seconds:F0} s")]
    private static partial void Refused(ILogger logger, string contract, short lane, double seconds);
}
