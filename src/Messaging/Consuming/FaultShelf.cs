using System.Globalization;
using PovertyPlatform.Messaging.Broker;
using RabbitMQ.Client;

namespace PovertyPlatform.Messaging.Consuming;

/// <summary>Puts messages that cannot be handled on the error queue of their queue, confirmed, so that the original may be acknowledged.</summary>
internal sealed class FaultShelf(BrokerConnections broker, TimeProvider clock) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private ConfirmedChannel? _channel;

    public async Task Put(Subscription subscription, Delivered message, Guid messageId, Exception failure, int attempts, CancellationToken ct)
    {
        var properties = new BasicProperties
        {
            // An unreadable message gets an id of its own, so that an operator can name it.
            MessageId = (messageId == Guid.Empty ? Guid.CreateVersion7() : messageId).ToString(),
            Type = message.Contract,
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?>
            {
                ["traceparent"] = message.Traceparent,
                ["fault-type"] = failure.GetType().Name,
                ["fault-detail"] = Failures.Describe(failure),
                ["fault-attempts"] = attempts,
                ["fault-at"] = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            },
        };
        await _one.WaitAsync(ct);
        try
        {
            if (_channel is null or { Broken.IsCancellationRequested: true })
            {
                if (_channel is not null)
                    await _channel.DisposeAsync();
                _channel = null;
                _channel = await ConfirmedChannel.Open(broker, "faults", ct);
            }

            await _channel.PublishAndWait("", subscription.ErrorQueue, properties, message.Body, ct);
            MessagingTelemetry.Faults.Add(1, new KeyValuePair<string, object?>("queue", subscription.Queue));
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_channel is not null)
            await _channel.DisposeAsync();
        _one.Dispose();
    }
}
