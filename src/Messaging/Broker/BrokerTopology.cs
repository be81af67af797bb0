using RabbitMQ.Client;

namespace PovertyPlatform.Messaging.Broker;

/// <summary>
/// Exchanges, queues and bindings of a service. Declaring is idempotent: the migration step does it so that no event is published before its queue exists,
/// and the relay repeats it at each connection, so that a rebuilt broker mends itself. Limits and dead-lettering are policies (deploy/rabbitmq/definitions.json).
/// </summary>
internal sealed class BrokerTopology(MessagingBuilder messaging)
{
    /// <summary>Where the policy sends messages that were delivered too often; it routes by the queue they died in.</summary>
    public const string DeadLetterExchange = "dead-letter";

    private static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    public async Task Declare(IChannel channel, CancellationToken ct)
    {
        await channel.ExchangeDeclareAsync(DeadLetterExchange, ExchangeType.Headers, durable: true, autoDelete: false, cancellationToken: ct);
        foreach (var publication in messaging.Publications)
            await channel.ExchangeDeclareAsync(publication.Contract.Exchange, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: ct);
        foreach (var subscription in messaging.Subscriptions)
            await Declare(channel, subscription, ct);
    }

    private static async Task Declare(IChannel channel, Subscription subscription, CancellationToken ct)
    {
        await channel.ExchangeDeclareAsync(subscription.Contract.Exchange, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: ct);
        // The shelves come first: a message must never die before they exist.
        foreach (var queue in new[] { subscription.DeadQueue, subscription.ErrorQueue, subscription.Queue })
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, Quorum, cancellationToken: ct);
        await channel.QueueBindAsync(subscription.DeadQueue, DeadLetterExchange, "",
            new Dictionary<string, object?> { ["x-match"] = "all-with-x", ["x-first-death-queue"] = subscription.Queue }, cancellationToken: ct);
        await channel.QueueBindAsync(subscription.Queue, subscription.Contract.Exchange, "", cancellationToken: ct);
    }
}
