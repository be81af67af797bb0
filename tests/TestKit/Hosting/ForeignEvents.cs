using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.Messaging;

namespace PovertyPlatform.TestKit.Hosting;

/// <summary>Lets a test speak as another service: the events go through the real relay, broker, queue and inbox of the service under test.</summary>
public static class ForeignEvents
{
    /// <summary>Writes the events into the service's own outbox; its relay publishes them to the exchange that the service listens to.</summary>
    public static async Task Tell(this NpgsqlDataSource database, params IIntegrationEvent[] events)
    {
        await using var connection = await database.OpenConnectionAsync();
        await OutboxCopy.Write(connection, events, CancellationToken.None);
    }
}
