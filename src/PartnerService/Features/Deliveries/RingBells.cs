using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.PartnerService.Domain.Webhooks;

namespace PovertyPlatform.PartnerService.Features.Deliveries;

/// <summary>Rings the bells that are due: claim, commit, send, record. Each runs by itself, so that an endpoint that hangs holds up nobody but itself.</summary>
internal sealed partial class RingBells(
    PendingDeliveries pending, WebhookSender sender, Doorbell doorbell, WebhookTelemetry telemetry, IOptions<WebhookOptions> options, TimeProvider clock,
    ILogger<RingBells> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<Guid, Task> _ringing = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var begun = 0;
            try
            {
                begun = await Round(stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException && !stoppingToken.IsCancellationRequested)
            {
                Waiting(logger, failure.GetType().Name);
            }

            if (begun == 0)
                await doorbell.Wait(Pause, stoppingToken);
        }
    }

    /// <summary>Begins what is due and fits; the number begun.</summary>
    public async Task<int> Round(CancellationToken ct)
    {
        var free = options.Value.Parallel - _ringing.Count;
        if (free <= 0)
            return 0;
        var claimed = await pending.Claim(free, clock.GetUtcNow(), ct);
        foreach (var delivery in claimed)
        {
            // A bell that was sent is recorded even while the service stops: its lease would only make it ring twice.
            var ringing = Task.Run(() => Ring(delivery), CancellationToken.None);
            _ringing[delivery.Lease] = ringing;
            _ = ringing.ContinueWith(_ => Ended(delivery.Lease), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return claimed.Count;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Idle().WaitAsync(cancellationToken);
    }

    /// <summary>Ends when every bell that was begun has been recorded.</summary>
    public Task Idle() => Task.WhenAll(_ringing.Values);

    private void Ended(Guid lease)
    {
        _ringing.TryRemove(lease, out _);
        doorbell.Wake();
    }

    private async Task Ring(ClaimedDelivery delivery)
    {
        ActivityContext.TryParse(delivery.Traceparent, null, out var cause);
        using var span = WebhookTelemetry.Spans.StartActivity("webhook deliver", ActivityKind.Producer, cause);
        span?.SetTag("webhook.endpoint", delivery.EndpointId).SetTag("webhook.attempt", delivery.Attempts);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var result = await sender.Send(delivery, CancellationToken.None);
            telemetry.Attempted(result.Fault, Stopwatch.GetElapsedTime(started));
            span?.SetStatus(result.IsHeard ? ActivityStatusCode.Ok : ActivityStatusCode.Error, result.Fault);
            if (await pending.Record(delivery, result, Random.Shared.NextDouble(), clock.GetUtcNow(), CancellationToken.None) is { } reason)
            {
                telemetry.Disabled(reason);
                Disabled(logger, delivery.EndpointId, reason);
            }
            else if (!result.IsHeard)
            {
                Unheard(logger, delivery.EndpointId, delivery.Id, delivery.Attempts, result.Fault);
            }
        }
        catch (Exception failure)
        {
            // Not recorded: the lease will end and the bell ring again, under the same webhook-id. The message of the exception may hold the address.
            Lost(logger, delivery.EndpointId, delivery.Id, failure.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Endpoint {Endpoint} is disabled: {Reason}")]
    private static partial void Disabled(ILogger logger, Guid endpoint, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Endpoint {Endpoint} did not hear {Delivery} at attempt {Attempt}: {Fault}")]
    private static partial void Unheard(ILogger logger, Guid endpoint, Guid delivery, int attempt, string? fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The attempt for endpoint {Endpoint}, delivery {Delivery}, could not be recorded: {Exception}")]
    private static partial void Lost(ILogger logger, Guid endpoint, Guid delivery, string exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhooks wait for the database: {Exception}")]
    private static partial void Waiting(ILogger logger, string exception);
}
