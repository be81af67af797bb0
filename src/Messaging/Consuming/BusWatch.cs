using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PovertyPlatform.Messaging.Broker;
using RabbitMQ.Client;

namespace PovertyPlatform.Messaging.Consuming;

/// <summary>
/// Looks from outside whether the consumers consume: a queue in which messages wait while this service was given none and holds none, look after look, has lost
/// its consumer without anybody having noticed, and the consumers are connected anew. The broker's own word is taken, not the client's: a client that waits for ever on a
/// dead connection believes itself well.
/// </summary>
internal sealed partial class BusWatch(
    IReadOnlyList<IEventQueue> queues, MessagingBuilder messaging, BrokerConnections broker, BusHost bus, TimeProvider clock, ILogger<BusWatch> logger) : BackgroundService
{
    private const int LeastLooks = 6;
    private const int MostLooks = 60;
    private readonly Dictionary<string, (long Delivered, int Looks)> _seen = [];
    private int _patience = LeastLooks;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (queues.Count == 0)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookOn(stoppingToken);
            }
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                // Without the broker there is nothing to look at; the relay says so already.
                BrokerAway(logger, away.GetType().Name);
                _seen.Clear();
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(messaging.BetweenLooks, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks as long as one connection lasts.</summary>
    private async Task LookOn(CancellationToken ct)
    {
        await using var channel = await ConfirmedChannel.Open(broker, "watch", ct);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, channel.Broken);
        for (; ; await Task.Delay(messaging.BetweenLooks, clock, either.Token))
        {
            var stuck = new List<string>();
            foreach (var queue in queues)
                if (await IsStuck(queue, channel.Channel, either.Token))
                    stuck.Add(queue.Subscription.Queue);
            if (stuck.Count == 0)
                continue;
            Stuck(logger, string.Join(", ", stuck), _patience * messaging.BetweenLooks.TotalSeconds);
            foreach (var queue in queues)
                _seen[queue.Subscription.Queue] = (queue.Delivered, 0);
            // Where connecting anew does not help at once, doing it again at once will not either.
            _patience = Math.Min(MostLooks, _patience * 2);
            await bus.Reconnect(ct);
        }
    }

    private async Task<bool> IsStuck(IEventQueue queue, IChannel channel, CancellationToken ct)
    {
        var waiting = (await channel.QueueDeclarePassiveAsync(queue.Subscription.Queue, ct)).MessageCount;
        var isKnown = _seen.TryGetValue(queue.Subscription.Queue, out var before);
        if (isKnown && before.Delivered != queue.Delivered)
            _patience = LeastLooks;
        var looks = isKnown && waiting > 0 && queue.InHand == 0 && queue.Delivered == before.Delivered ? before.Looks + 1 : 0;
        _seen[queue.Subscription.Queue] = (queue.Delivered, looks);
        return looks >= _patience;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The broker does not answer the watch ({Failure})")]
    private static partial void BrokerAway(ILogger logger, string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Messages wait in {Queues}, but none has come for {Seconds:F0} s; the consumers are connected anew")]
    private static partial void Stuck(ILogger logger, string queues, double seconds);
}
