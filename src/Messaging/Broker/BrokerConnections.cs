using RabbitMQ.Client;

namespace PovertyPlatform.Messaging.Broker;

/// <summary>Opens connections to the broker. Each user owns its connection and opens a new one when it is lost.</summary>
internal sealed class BrokerConnections(Uri address, string service)
{
    public Uri Address { get; } = address;

    public string Service { get; } = service;

    public Task<IConnection> Open(string purpose, CancellationToken ct) => new ConnectionFactory
    {
        Uri = Address,
        ClientProvidedName = $"{Service} {purpose}",
        // Recovery behind our back would republish on channels whose confirms are forgotten.
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        RequestedHeartbeat = TimeSpan.FromSeconds(10),
        RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
    }.CreateConnectionAsync(ct);
}
