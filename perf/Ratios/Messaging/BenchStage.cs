using System.Diagnostics;
using Npgsql;
using PovertyPlatform.Messaging;
using RabbitMQ.Client;

namespace PovertyPlatform.Ratios.Messaging;

/// <summary>A database and queues of one comparison; removed afterwards.</summary>
internal sealed class BenchStage : IAsyncDisposable
{
    private readonly BenchServers _servers;
    private readonly string _name = $"bench_messaging_{Guid.NewGuid():N}"[..28];

    private BenchStage(BenchServers servers, IConnection connection)
    {
        _servers = servers;
        Connection = connection;
        Database = new NpgsqlConnectionStringBuilder(servers.Postgres) { Database = _name, MaxPoolSize = 40 }.ConnectionString;
        Source = NpgsqlDataSource.Create(Database);
    }

    public string Database { get; }

    public NpgsqlDataSource Source { get; }

    public IConnection Connection { get; }

    public static async Task<BenchStage> Prepare(BenchServers servers, Action<MessagingBuilder> register, CancellationToken ct)
    {
        var stage = new BenchStage(servers, await new ConnectionFactory { Uri = new Uri(servers.RabbitMq) }.CreateConnectionAsync(ct));
        var exit = await ServiceMigration.Run(BenchService.Builder(stage.Database, servers.RabbitMq, register), "benchdb", typeof(BenchStage).Assembly);
        return exit == 0 ? stage : throw new InvalidOperationException("The benchmark's migration failed.");
    }

    public Task<Microsoft.AspNetCore.Builder.WebApplication> Start(Action<MessagingBuilder> register) => BenchService.Start(Database, _servers.RabbitMq, register);

    /// <summary>Publishes bodies as fast as the broker confirms them: a window of 1,000, confirms counted by sequence number.</summary>
    public async Task<TimeSpan> PublishRaw(IReadOnlyList<byte[]> bodies, string queue, string type, CancellationToken ct)
    {
        await using var channel = await Connection.CreateChannelAsync(new CreateChannelOptions(true, false), ct);
        using var window = new SemaphoreSlim(1000);
        var done = new TaskCompletionSource();
        ulong confirmed = 0;
        channel.BasicAcksAsync += (_, ack) =>
        {
            var now = ack.Multiple ? ack.DeliveryTag - confirmed : 1;
            confirmed += now;
            window.Release((int)now);
            if (confirmed >= (ulong)bodies.Count)
                done.TrySetResult();
            return Task.CompletedTask;
        };
        var watch = Stopwatch.StartNew();
        foreach (var body in bodies)
        {
            await window.WaitAsync(ct);
            await channel.BasicPublishAsync("", queue, true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent, ContentType = "application/json", Type = type }, body, ct);
        }

        await done.Task.WaitAsync(TimeSpan.FromMinutes(2), ct);
        return watch.Elapsed;
    }

    public async Task<long> Ready(string queue, CancellationToken ct)
    {
        await using var channel = await Connection.CreateChannelAsync(cancellationToken: ct);
        return await channel.MessageCountAsync(queue, ct);
    }

    public async Task Purge(string queue, CancellationToken ct)
    {
        await using var channel = await Connection.CreateChannelAsync(cancellationToken: ct);
        await channel.QueuePurgeAsync(queue, ct);
    }

    public async Task<long> Count(string sql, CancellationToken ct)
    {
        await using var command = Source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct));
    }

    public async Task Execute(string sql, CancellationToken ct)
    {
        await using var command = Source.CreateCommand(sql);
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync(ct);
    }

    public static void Expect(long expected, long found, string what)
    {
        if (expected != found)
            throw new InvalidOperationException($"{what}: expected {expected:N0}, found {found:N0}. A fast wrong run does not count.");
    }

    public async ValueTask DisposeAsync()
    {
        await using (var channel = await Connection.CreateChannelAsync())
            foreach (var queue in new[] { BenchService.ConsumerQueue, BenchService.ProjectionQueue })
                foreach (var shelf in new[] { queue, $"{queue}_error", $"{queue}_dead" })
                    await channel.QueueDeleteAsync(shelf);
        await Connection.DisposeAsync();
        await Source.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await using var admin = new NpgsqlConnection(_servers.Postgres);
        await admin.OpenAsync();
        await using var drop = new NpgsqlCommand($"drop database if exists \"{_name}\" with (force)", admin);
        await drop.ExecuteNonQueryAsync();
    }
}
