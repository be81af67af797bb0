using System.Diagnostics;
using OpenTelemetry;
using PovertyPlatform.Messaging.Broker;
using RabbitMQ.Client;

namespace PovertyPlatform.Messaging.Outbox;

/// <summary>Rows of one read on their way to the broker: published all at once, settled together.</summary>
internal sealed class RelayRound
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Activity> _spans = [];
    private long _published;
    private int _open;

    public RelayRound(IReadOnlyList<RelayRow> rows)
    {
        Rows = rows;
        _open = rows.Count;
    }

    public IReadOnlyList<RelayRow> Rows { get; }

    /// <summary>Sends every row; returns when all are on the wire, confirmed or not.</summary>
    public Task Publish(ConfirmedChannel channel, CancellationToken ct) => Publish(channel, null, ct);

    /// <summary>The same to one queue only.</summary>
    public Task PublishTo(ConfirmedChannel channel, string queue, CancellationToken ct) => Publish(channel, queue, ct);

    private async Task Publish(ConfirmedChannel channel, string? queue, CancellationToken ct)
    {
        Action settled = SettleOne;
        foreach (var row in Rows)
        {
            var exchange = queue is null ? ExchangeOf(row.Contract) : "";
            row.Settled = settled;
            await channel.Publish(row, exchange, queue ?? "", PropertiesOf(row, Trace(row, queue ?? exchange)), row.Body, ct);
        }

        Volatile.Write(ref _published, Stopwatch.GetTimestamp());
    }

    /// <summary>Waits until the broker has answered for every row.</summary>
    /// <exception cref="TimeoutException">It does not answer; the channel is of no use.</exception>
    public async Task Settled(ConfirmedChannel channel, CancellationToken ct)
    {
        for (var left = Volatile.Read(ref _open); !_settled.Task.IsCompleted;)
        {
            try
            {
                await _settled.Task.WaitAsync(Patience, ct);
            }
            catch (TimeoutException)
            {
                var now = Volatile.Read(ref _open);
                if (now == left && !channel.IsBlocked)
                    throw;
                left = now;
            }
        }

        foreach (var span in _spans)
            span.Stop();
        MessagingTelemetry.BatchSize.Record(Rows.Count);
        MessagingTelemetry.ConfirmLatency.Record(Stopwatch.GetElapsedTime(Volatile.Read(ref _published)).TotalMilliseconds);
    }

    internal static BasicProperties PropertiesOf(RelayRow row, string? traceparent) => new()
    {
        MessageId = row.MessageId.ToString(),
        Type = row.Contract,
        ContentType = "application/json",
        DeliveryMode = DeliveryModes.Persistent,
        Timestamp = new AmqpTimestamp(new DateTimeOffset(row.OccurredAt).ToUnixTimeSeconds()),
        Headers = traceparent is null ? null : new Dictionary<string, object?> { ["traceparent"] = traceparent },
    };

    /// <summary>Exchange of a contract's urn: <c>event:service:name:v1</c> travels through <c>service.name.v1</c>.</summary>
    internal static string ExchangeOf(string contract) => Exchanges.GetOrAdd(contract, static urn =>
        urn.Split(':') is ["event", var service, var name, ['v', .. var major]] ? $"{service}.{name}.v{major}"
            : throw new InvalidOperationException($"'{urn}' is no event contract."));

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> Exchanges = new(StringComparer.Ordinal);

    /// <summary>Puts the publishing into the trace of the decision; the consumer continues from here.</summary>
    private string? Trace(RelayRow row, string exchange)
    {
        if (row.Traceparent is null || !MessagingTelemetry.Source.HasListeners() || !ActivityContext.TryParse(row.Traceparent, null, true, out var decision))
            return row.Traceparent;
        using var recorded = SuppressInstrumentationScope.Begin(false);
        var span = MessagingTelemetry.Source.CreateActivity($"publish {exchange}", ActivityKind.Producer, decision);
        if (span is null)
            return row.Traceparent;
        span.SetTag("messaging.system", "rabbitmq").SetTag("messaging.destination.name", exchange).SetTag("messaging.message.id", row.MessageId);
        span.Start();
        _spans.Add(span);
        // The span is not the current one: many of them run at once.
        Activity.Current = null;
        return span.Id;
    }

    private void SettleOne()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            _settled.TrySetResult();
    }
}
