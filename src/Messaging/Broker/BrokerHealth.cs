using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PovertyPlatform.Messaging.Consuming;
using PovertyPlatform.Messaging.Outbox;

namespace PovertyPlatform.Messaging.Broker;

/// <summary>Tells whether the broker is reachable. Informative: without it a service accepts work and its events wait in the outbox.</summary>
internal sealed class BrokerHealth(OutboxRelay relay, BusHost bus) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var consumers = bus.Health;
        return Task.FromResult((relay.IsConnected, consumers?.Status) switch
        {
            (true, null or BusHealthStatus.Healthy) => HealthCheckResult.Healthy(),
            (false, _) => HealthCheckResult.Degraded("The relay has no connection; events wait in the outbox."),
            _ => HealthCheckResult.Degraded("Some consumers have no connection; events wait in their queues."),
        });
    }
}
