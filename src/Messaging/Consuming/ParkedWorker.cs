using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace PovertyPlatform.Messaging.Consuming;

/// <summary>Tries parked events again when they are due.</summary>
internal sealed partial class ParkedWorker(IReadOnlyList<IEventQueue> queues, ILogger<ParkedWorker> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (queues.Count == 0)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(BetweenLooks, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var queue in queues)
            {
                try
                {
                    using var quiet = SuppressInstrumentationScope.Begin();
                    while (!stoppingToken.IsCancellationRequested && await queue.TryParked(stoppingToken))
                    {
                    }
                }
                catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
                {
                    Missed(logger, queue.Subscription.Queue, failure.GetType().Name, failure.Message);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Parked events of {Queue} could not be tried ({Failure}: {Reason})")]
    private static partial void Missed(ILogger logger, string queue, string failure, string reason);
}
