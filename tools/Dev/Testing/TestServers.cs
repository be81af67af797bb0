using PovertyPlatform.Dev.Stack;
using PovertyPlatform.NativeServers;

namespace PovertyPlatform.Dev.Testing;

/// <summary>Private servers for one run of tests or benchmarks: free ports, own folder; gone afterwards unless the databases are to be kept.</summary>
internal sealed class TestServers : IAsyncDisposable
{
    private readonly string _folder;
    private readonly PostgresServer _postgres;
    private readonly BrokerServer _broker;
    private readonly bool _keep;

    private TestServers(string folder, int sharedBuffersMb, bool keep)
    {
        _keep = keep;
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

    public static async Task<TestServers> Start(Workplace place, string folder, int sharedBuffersMb, Action<string> say, CancellationToken ct, bool keep = false)
    {
        await Prerequisites.Ensure(place, say, ct);
        var servers = new TestServers(folder, sharedBuffersMb, keep);
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
        // Messages are never worth keeping, and databases seldom: the quick way is the right one.
        await Task.WhenAll(_keep ? _postgres.Stop() : _postgres.Kill(), _broker.Kill());
        await _broker.Stop();
        try
        {
            Directory.Delete(_keep ? Path.Combine(_folder, "rabbitmq") : _folder, recursive: true);
        }
        catch (IOException)
        {
            // A backend that is still dying may hold a file.
        }
    }
}
