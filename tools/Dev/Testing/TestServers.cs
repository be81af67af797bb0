using PovertyPlatform.Dev.Stack;
using PovertyPlatform.NativeServers;

namespace PovertyPlatform.Dev.Testing;

/// <summary>Private servers for one run of tests or benchmarks: free ports, own folder, gone afterwards.</summary>
internal sealed class TestServers : IAsyncDisposable
{
    private readonly string _folder;
    private readonly PostgresServer _postgres;
    private readonly BrokerServer _broker;

    private TestServers(string folder, int sharedBuffersMb)
    {
        _folder = ReachableFolder.For(folder);
        _postgres = new PostgresServer(Path.Combine(_folder, "postgres"), FreePort.Next(), sharedBuffersMb);
        _broker = new BrokerServer(Path.Combine(_folder, "rabbitmq"), FreePort.NextRange(10));
    }

    /// <summary>How tests and benchmarks find the servers.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["TEST_POSTGRES"] = _postgres.ConnectionString(),
        ["TEST_RABBITMQ"] = _broker.Uri(),
        ["TEST_RABBITMQ_FOLDER"] = Path.Combine(_folder, "rabbitmq"),
        ["TEST_RABBITMQ_PORT"] = $"{_broker.Port}",
    };

    public static async Task<TestServers> Start(Workplace place, string folder, int sharedBuffersMb, Action<string> say, CancellationToken ct)
    {
        await Prerequisites.Ensure(place, say, ct);
        var servers = new TestServers(folder, sharedBuffersMb);
        try
        {
            await Task.WhenAll(servers._postgres.Start(ct), servers._broker.Start(ct));
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }

        say($"PostgreSQL {servers._postgres.Port}, RabbitMQ {servers._broker.Port}");
        return servers;
    }

    public async ValueTask DisposeAsync()
    {
        // Nothing here is worth keeping, so the quick way is the right one.
        await Task.WhenAll(_postgres.Kill(), _broker.Kill());
        await _broker.Stop();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A backend that is still dying may hold a file.
        }
    }
}
