using System.Text;
using MassTransit;

namespace PovertyPlatform.Messaging.Consuming;

/// <summary>
/// Where a delivery leaves MassTransit: the receive endpoint keeps the connection, the prefetch and the acknowledgement, everything between is ours. The
/// message is acknowledged when this returns, and goes back to its queue when it throws.
/// </summary>
internal sealed class DeliveryFilter(IEventQueue queue) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        if (!context.TryGetPayload<RabbitMqBasicConsumeContext>(out var basic))
            throw new InvalidOperationException("Not a RabbitMQ delivery.");
        var properties = basic.Properties;
        return queue.Deliver(new Delivered(
            context.Body.GetBytes(), properties.Type, Text(properties.Headers, "traceparent"), basic.DeliveryTag, Deliveries(properties.Headers, context.Redelivered)));
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("delivery");

    private static string? Text(IDictionary<string, object?>? headers, string name) => headers is not null && headers.TryGetValue(name, out var value)
        ? value switch { byte[] bytes => Encoding.UTF8.GetString(bytes), string text => text, _ => null }
        : null;

    private static long Deliveries(IDictionary<string, object?>? headers, bool redelivered) =>
        headers is not null && headers.TryGetValue("x-delivery-count", out var count) && count is IConvertible number
            ? number.ToInt64(null)
            : redelivered ? 1 : 0;
}
