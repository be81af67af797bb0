using Npgsql;
using PovertyPlatform.NativeServers;

namespace PovertyPlatform.TestKit.Servers;

/// <summary>
/// The real PostgreSQL and RabbitMQ of a test run: those of TEST_POSTGRES and TEST_RABBITMQ (set by <c>./dev test</c>), else private native servers
/// started once per test process and stopped with it.
/// </summary>
public sealed class TestServers
{
    private static readonly Lazy<Task<TestServers>> Running = new(Launch);
    private readonly BrokerServer _broker;
    private readonly Queue<string> _ready = new();
    private static readonly SemaphoreSlim Filling = new(1, 1);
    private int _batch = 1;
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    private TestServers(string postgres, BrokerServer broker)
    {
        Postgres = postgres;
        _broker = broker;
    }

    /// <summary>Connection string of a superuser to the maintenance database.</summary>
    public string Postgres { get; }

    /// <summary>The servers of this process; started at the first call.</summary>
    public static Task<TestServers> Start() => Running.Value;

    /// <summary>Connection string to a database of the server.</summary>
    public string Database(string name) => new NpgsqlConnectionStringBuilder(Postgres) { Database = name, MaxPoolSize = 30 }.ConnectionString;

    /// <summary>A database made as a copy of a template, or empty; its name is unique. Copying file by file suits big templates, through the log small ones.</summary>
    public async Task<string> CreateDatabase(string prefix, string? template = null, string strategy = "wal_log")
    {
        var name = $"{prefix}_{Guid.NewGuid():N}"[..Math.Min(60, prefix.Length + 13)];
        await Execute($"create database \"{name}\"" + (template is null ? "" : $" template \"{template}\" strategy {strategy}"));
        return name;
    }

    /// <summary>Drops a database, closing whoever still uses it.</summary>
    public Task DropDatabase(string name) => Execute($"drop database if exists \"{name}\" with (force)");

    /// <summary>A virtual host of its own, with the policies of production; the AMQP URI. Several are made at a time and kept ready, the more the more were wanted.</summary>
    public async Task<string> CreateVirtualHost()
    {
        await Filling.WaitAsync();
        try
        {
            if (_ready.Count == 0)
            {
                _batch = Math.Min(2 * _batch, 16);
                string[] names = [.. Enumerable.Range(0, _batch).Select(_ => $"test-{Guid.NewGuid():N}"[..17])];
                await _broker.CreateVirtualHosts(names);
                names.ToList().ForEach(_ready.Enqueue);
            }

            return _broker.Uri(_ready.Dequeue());
        }
        finally
        {
            Filling.Release();
        }
    }

    /// <summary>Runs a statement on the maintenance database.</summary>
    public async Task Execute(string sql)
    {
        await OneAtATime.WaitAsync();
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Postgres) { Pooling = false }.ConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task<TestServers> Launch()
    {
        if (Environment.GetEnvironmentVariable("TEST_POSTGRES") is { Length: > 0 } postgres
            && Environment.GetEnvironmentVariable("TEST_RABBITMQ_FOLDER") is { Length: > 0 } brokerFolder
            && int.TryParse(Environment.GetEnvironmentVariable("TEST_RABBITMQ_PORT"), out var brokerPort))
            return new TestServers(postgres, new BrokerServer(brokerFolder, brokerPort));

        var folder = ReachableFolder.For(Path.Combine(Path.GetTempPath(), $"povertyplatform-tests-{Environment.ProcessId}"));
        var database = new PostgresServer(Path.Combine(folder, "postgres"), FreePort.Next());
        var broker = new BrokerServer(Path.Combine(folder, "rabbitmq"), FreePort.NextRange(10));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End(database, broker, folder);
        await Task.WhenAll(database.Start(), broker.Start());
        return new TestServers(database.ConnectionString(), broker);
    }

    private static void End(PostgresServer database, BrokerServer broker, string folder)
    {
        // The process is ending: nothing here is worth keeping, so the quick way is the right one.
        Task.WhenAll(database.Kill(), broker.Kill()).Wait(TimeSpan.FromSeconds(20));
        broker.Stop().Wait(TimeSpan.FromSeconds(5));
        try
        {
            Directory.Delete(folder, true);
        }
        catch (IOException)
        {
            // A backend that is still dying may hold a file; the folder is in the temp folder.
        }
    }
}
