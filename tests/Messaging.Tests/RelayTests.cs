using Microsoft.AspNetCore.Builder;
using Npgsql;
using PovertyPlatform.MessagingTests.Probe;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.MessagingTests;

/// <summary>Several relays share the lanes; a queue that is missing holds an event back instead of losing it.</summary>
public sealed class RelayTests : IAsyncLifetime
{
    private readonly Stage _stage = new();

    public ValueTask InitializeAsync() => _stage.InitializeAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task TwoInstances_ShareTheLanes_AndTheSurvivorTakesAll()
    {
        var first = await _stage.StartProducer();
        await Eventually.Equals("16", Owners);
        var second = await _stage.StartProducer();
        await Eventually.Equals("8,8", Owners);
        await _stage.Stop(first);
        await Eventually.Equals("16", Owners);
        await _stage.StartConsumer();
        var decided = await Stage.Decide(second);
        await Eventually.Equals(1L, () => _stage.Effects(decided.SubjectId));

        // A session that is cut, as by a crash, gives its lanes back too.
        await Stage.Ask<long>(_stage.ProducerData, """
            select count(pg_terminate_backend(pid)) from (select distinct pid from pg_locks where locktype = 'advisory' and objsubid = 2 and classid = 2828
              and database = (select oid from pg_database where datname = current_database())) holders
            """);
        await Eventually.Equals("16", Owners);
        var after = await Stage.Decide(second);
        await Eventually.Equals(1L, () => _stage.Effects(after.SubjectId));
    }

    [Fact]
    public async Task EventWithoutItsQueue_WaitsInTheOutbox_AndArrivesInOrderWhenTheQueueIsThere()
    {
        await UnbindConsumers();
        var producer = await _stage.StartProducer();
        var subject = Guid.CreateVersion7();
        for (var version = 1; version <= 30; version++)
            await Stage.Decide(producer, subject, version);
        await Task.Delay(TimeSpan.FromSeconds(1.5), TestContext.Current.CancellationToken);
        Assert.Equal(30L, await Waiting());
        await ProbeService.Migrate(ProbeService.Consumer, _stage.ConsumerDatabase, _stage.Messaging);
        await _stage.StartConsumer();
        await Eventually.Equals(30L, () => _stage.Effects(subject));
        await Eventually.Equals(0L, Waiting);
        Assert.Equal(30L, await Stage.Ask<long>(_stage.ConsumerData, "select version from probe.newest where subject_id = $1", subject));
        Assert.Equal(0L, await Stage.Ask<long>(_stage.ConsumerData,
            "select count(*) from (select version, lag(version) over (order by position) as before from probe.effect where subject_id = $1) e where version < before", subject));
    }

    private Task<string> Owners() => Stage.Ask<string>(_stage.ProducerData, """
        select coalesce(string_agg(lanes::text, ',' order by lanes), '') from (
          select count(*) as lanes from pg_locks where locktype = 'advisory' and objsubid = 2 and classid = 2828 and granted
            and database = (select oid from pg_database where datname = current_database()) group by pid) owners
        """);

    private Task<long> Waiting() => Stage.Ask<long>(_stage.ProducerData,
        "select count(*) from messaging.outbox_message o join messaging.relay_cursor c using (lane) where (o.tx, o.position) > (c.tx, c.position)");

    private async Task UnbindConsumers()
    {
        await using var connection = await new RabbitMQ.Client.ConnectionFactory { Uri = new Uri(_stage.Messaging) }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        foreach (var queue in new[] { RunningStage.Business, RunningStage.Projection })
            await channel.QueueUnbindAsync(queue, "probe.thing-decided.v1", "", cancellationToken: TestContext.Current.CancellationToken);
    }
}
