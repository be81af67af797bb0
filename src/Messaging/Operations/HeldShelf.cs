using System.Globalization;
using System.Text;
using System.Text.Json;
using PovertyPlatform.Messaging.Broker;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PovertyPlatform.Messaging.Operations;

/// <summary>
/// The messages of a shelf, held unacknowledged while an operator's call looks at them; those that are not taken go back when it ends. A broker gives no
/// other way to look into a queue.
/// </summary>
internal sealed class HeldShelf : IAsyncDisposable
{
    /// <summary>Most messages held at once.</summary>
    public const ushort Most = 5000;

    /// <summary>How long to wait for messages that the broker has counted.</summary>
    private static readonly TimeSpan Announced = TimeSpan.FromSeconds(3);

    /// <summary>How long to wait for more: what the call before gave back arrives a moment later, and the count does not know it yet.</summary>
    private static readonly TimeSpan Returning = TimeSpan.FromMilliseconds(400);

    private readonly ConfirmedChannel _channel;
    private readonly List<(FaultedMessage Message, BasicDeliverEventArgs Delivery)> _held;

    private HeldShelf(ConfirmedChannel channel, List<(FaultedMessage Message, BasicDeliverEventArgs Delivery)> held) => (_channel, _held) = (channel, held);

    /// <summary>The messages, oldest fault first.</summary>
    public IEnumerable<FaultedMessage> Messages => _held.Select(pair => pair.Message);

    public static async Task<HeldShelf> Open(BrokerConnections broker, string queue, CancellationToken ct)
    {
        var channel = await ConfirmedChannel.Open(broker, "operations", ct);
        try
        {
            var held = await Receive(channel, queue, ct);
            return new HeldShelf(channel, [.. held.Select(delivery => (Read(delivery), delivery)).OrderBy(pair => pair.Item1.FaultedAt).ThenBy(pair => pair.Item1.MessageId)]);
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a held message to this queue only, confirmed, and takes it off the shelf.</summary>
    public async Task Replay(Guid messageId, string queue, CancellationToken ct)
    {
        var delivery = Take(messageId);
        var original = delivery.BasicProperties;
        var properties = new BasicProperties
        {
            MessageId = original.MessageId,
            Type = original.Type,
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
            // The history of its deaths stays behind: it starts anew.
            Headers = new Dictionary<string, object?> { ["traceparent"] = Header(delivery, "traceparent"), ["replayed"] = true },
        };
        await _channel.PublishAndWait("", queue, properties, delivery.Body, ct);
        await _channel.Channel.BasicAckAsync(delivery.DeliveryTag, false, ct);
    }

    /// <summary>Takes a held message off the shelf for good.</summary>
    public async Task Discard(Guid messageId, CancellationToken ct) => await _channel.Channel.BasicAckAsync(Take(messageId).DeliveryTag, false, ct);

    public async ValueTask DisposeAsync()
    {
        if (!_channel.Broken.IsCancellationRequested && _held.Count > 0)
        {
            foreach (var (_, delivery) in _held.OrderBy(pair => pair.Delivery.DeliveryTag))
                await _channel.Channel.BasicNackAsync(delivery.DeliveryTag, false, true);
        }

        if (!_channel.Broken.IsCancellationRequested)
            await _channel.Channel.CloseAsync();
        await _channel.DisposeAsync();
    }

    private BasicDeliverEventArgs Take(Guid messageId)
    {
        var at = _held.FindIndex(pair => pair.Message.MessageId == messageId);
        var delivery = _held[at].Delivery;
        _held.RemoveAt(at);
        return delivery;
    }

    private static async Task<List<BasicDeliverEventArgs>> Receive(ConfirmedChannel channel, string queue, CancellationToken ct)
    {
        var expected = (int)Math.Min(Most, await channel.Channel.MessageCountAsync(queue, ct));
        var received = new List<BasicDeliverEventArgs>(expected);
        var arrivals = System.Threading.Channels.Channel.CreateUnbounded<BasicDeliverEventArgs>();
        var consumer = new AsyncEventingBasicConsumer(channel.Channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            // The client reuses the body's memory after this returns.
            await arrivals.Writer.WriteAsync(new BasicDeliverEventArgs(delivery.ConsumerTag, delivery.DeliveryTag, delivery.Redelivered, delivery.Exchange,
                delivery.RoutingKey, new BasicProperties(delivery.BasicProperties), delivery.Body.ToArray()), CancellationToken.None);
        };
        await channel.Channel.BasicQosAsync(0, Most, false, ct);
        var tag = await channel.Channel.BasicConsumeAsync(queue, false, consumer, ct);
        while (received.Count < Most)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(received.Count < expected ? Announced : Returning);
            try
            {
                received.Add(await arrivals.Reader.ReadAsync(patience.Token));
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // Another operator holds the rest.
                break;
            }
        }

        await channel.Channel.BasicCancelAsync(tag, cancellationToken: ct);
        while (arrivals.Reader.TryRead(out var late))
            received.Add(late);
        return received;
    }

    private static FaultedMessage Read(BasicDeliverEventArgs delivery)
    {
        var body = MaskedBody.Of(delivery.Body);
        JsonElement? Field(string name, JsonValueKind kind) =>
            body is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
        var died = Header(delivery, "x-first-death-reason");
        return new FaultedMessage(
            Guid.TryParse(delivery.BasicProperties.MessageId, out var id) ? id : Guid.Empty,
            delivery.BasicProperties.Type,
            Field("subjectId", JsonValueKind.String)?.TryGetGuid(out var subject) == true ? subject : null,
            Field("subjectVersion", JsonValueKind.Number)?.TryGetInt64(out var version) == true ? version : null,
            Field("provinceCode", JsonValueKind.String)?.GetString(),
            Field("communeCode", JsonValueKind.String)?.GetString(),
            Field("occurredAt", JsonValueKind.String)?.TryGetDateTimeOffset(out var occurred) == true ? occurred : null,
            Header(delivery, "fault-type") ?? died ?? "unknown",
            Header(delivery, "fault-detail") ?? "",
            int.TryParse(Header(delivery, "fault-attempts"), CultureInfo.InvariantCulture, out var attempts) ? attempts : null,
            DateTimeOffset.TryParse(Header(delivery, "fault-at"), CultureInfo.InvariantCulture, out var at) ? at : DiedAt(delivery),
            delivery.Body.Length, body);
    }

    private static DateTimeOffset DiedAt(BasicDeliverEventArgs delivery) =>
        delivery.BasicProperties.Headers is { } headers && headers.TryGetValue("x-death", out var deaths)
        && deaths is List<object> and [IDictionary<string, object> death, ..] && death.TryGetValue("time", out var time) && time is AmqpTimestamp stamp
            ? DateTimeOffset.FromUnixTimeSeconds(stamp.UnixTime)
            : DateTimeOffset.UnixEpoch;

    private static string? Header(BasicDeliverEventArgs delivery, string name) =>
        delivery.BasicProperties.Headers is { } headers && headers.TryGetValue(name, out var value)
            ? value switch { byte[] bytes => Encoding.UTF8.GetString(bytes), null => null, _ => Convert.ToString(value, CultureInfo.InvariantCulture) }
            : null;
}
