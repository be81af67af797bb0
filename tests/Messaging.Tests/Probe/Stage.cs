using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Servers;
using RabbitMQ.Client;

namespace PovertyPlatform.MessagingTests.Probe;

/// <summary>Two migrated services on databases and a virtual host of their own; started when a test asks.</summary>
public class Stage : IAsyncLifetime
{
    private readonly List<WebApplication> _running = [];
    private TestServers _servers = null!;

    public string ProducerDatabase { get; private set; } = "";

    public string ConsumerDatabase { get; private set; } = "";

    public string Messaging { get; private set; } = "";

    public NpgsqlDataSource ProducerData { get; private set; } = null!;

    public NpgsqlDataSource ConsumerData { get; private set; } = null!;

    public Script Script { get; } = new();

    public virtual async ValueTask InitializeAsync()
    {
        _servers = await TestServers.Start();
        Messaging = await _servers.CreateVirtualHost();
        ProducerDatabase = _servers.Database(await _servers.CreateDatabase("producer"));
        ConsumerDatabase = _servers.Database(await _servers.CreateDatabase("consumer"));
        await ProbeService.Migrate(ProbeService.Producer, ProducerDatabase, Messaging);
        await ProbeService.Migrate(ProbeService.Consumer, ConsumerDatabase, Messaging);
        ProducerData = NpgsqlDataSource.Create(ProducerDatabase);
        ConsumerData = NpgsqlDataSource.Create(ConsumerDatabase);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _running)
            await app.DisposeAsync();
        if (ProducerData is not null)
            await ProducerData.DisposeAsync();
        if (ConsumerData is not null)
            await ConsumerData.DisposeAsync();
        foreach (var database in new[] { ProducerDatabase, ConsumerDatabase }.Where(name => name.Length > 0))
            await _servers.DropDatabase(new NpgsqlConnectionStringBuilder(database).Database!);
        GC.SuppressFinalize(this);
    }

    public async Task<WebApplication> StartProducer(params (string Key, string Value)[] settings)
    {
        var builder = ProbeService.Builder(ProbeService.Producer, ProducerDatabase, Messaging);
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        return await Start(ProbeService.Build(builder));
    }

    public async Task<WebApplication> StartConsumer() => await Start(ProbeService.Build(ProbeService.Builder(ProbeService.Consumer, ConsumerDatabase, Messaging, Script)));

    /// <summary>A consumer whose watch looks often.</summary>
    public async Task<WebApplication> StartWatchedConsumer(TimeSpan betweenLooks)
    {
        var app = ProbeService.Build(ProbeService.Builder(ProbeService.Consumer, ConsumerDatabase, Messaging, Script));
        app.Services.GetRequiredService<MessagingBuilder>().BetweenLooks = betweenLooks;
        return await Start(app);
    }

    public async Task Stop(WebApplication app)
    {
        _running.Remove(app);
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Decides once about each subject in one commit; the next version of each.</summary>
    public static async Task<ThingDecided> Decide(WebApplication producer, Guid? subject = null, long version = 1, string note = "", ThingLevel level = ThingLevel.Low)
    {
        await using var scope = producer.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProbeDb>();
        db.Area = AreaScope.Nationwide;
        var decided = Event(subject ?? Guid.CreateVersion7(), version, note, level);
        db.Decisions.Add(new Decision { EventId = decided.EventId, SubjectId = decided.SubjectId, Version = decided.SubjectVersion });
        db.Publish(decided);
        await db.SaveChangesAsync();
        return decided;
    }

    public static ThingDecided Event(Guid subject, long version, string note = "", ThingLevel level = ThingLevel.Low) =>
        new(Guid.CreateVersion7(), DateTimeOffset.UtcNow, subject, version, "15", "04492", level, note);

    public static async Task<T> Ask<T>(NpgsqlDataSource source, string sql, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public Task<long> Effects(Guid subject) => Ask<long>(ConsumerData, "select count(*) from probe.effect where subject_id = $1", subject);

    /// <summary>Puts bytes into a queue as a sender of another time or make would.</summary>
    public async Task Send(string queue, byte[] body, string? contract = "event:probe:thing-decided:v1", Guid? messageId = null)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Messaging) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.BasicPublishAsync("", queue, true, new BasicProperties { Type = contract, MessageId = messageId?.ToString(), DeliveryMode = DeliveryModes.Persistent }, body);
    }

    /// <summary>Messages ready in a queue.</summary>
    public async Task<long> Ready(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Messaging) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.MessageCountAsync(queue);
    }

    /// <summary>Takes one message out of a queue.</summary>
    public async Task<BasicGetResult?> Take(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Messaging) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.BasicGetAsync(queue, autoAck: true);
    }

    private async Task<WebApplication> Start(WebApplication app)
    {
        _running.Add(app);
        await app.StartAsync();
        return app;
    }
}
