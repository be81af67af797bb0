using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.Messaging;
using PovertyPlatform.Messaging.Consuming;
using PovertyPlatform.MessagingTests.Probe;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PovertyPlatform.MessagingTests;

/// <summary>A message that kills its consumer again and again ends on the dead shelf of its queue, by the policy of deploy/rabbitmq, and takes nobody with it.</summary>
public sealed class DeadLetterTests : IAsyncLifetime
{
    private const int DeliveryLimit = 10;
    private readonly Stage _stage = new();

    public ValueTask InitializeAsync() => _stage.InitializeAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task ConsumerThatDiesWithoutAnswer_LosesTheMessageToTheDeadShelfOfItsQueue_NotBefore()
    {
        var poison = Stage.Event(Guid.CreateVersion7(), 1);
        var producer = await _stage.StartProducer();
        await Publish(poison);
        await Eventually.Equals(1L, () => _stage.Ready(RunningStage.Business));
        for (var death = 0; death <= DeliveryLimit; death++)
        {
            Assert.Equal(0L, await _stage.Ready($"{RunningStage.Business}_dead"));
            await TakeAndDie(RunningStage.Business);
        }

        await Eventually.Equals(1L, () => _stage.Ready($"{RunningStage.Business}_dead"));
        Assert.Equal(0L, await _stage.Ready(RunningStage.Business));
        Assert.Equal(0L, await _stage.Ready($"{RunningStage.Projection}_dead"));
        Assert.Equal(1L, await _stage.Ready(RunningStage.Projection));

        // The operator sees why, and sends it to its own queue again when the consumer is mended.
        var consumer = await _stage.StartConsumer();
        using var client = RunningStage.ClientOf(consumer, TestActors.Operator);
        var page = await (await client.GetAsync($"/v1/operations/queues/{RunningStage.Business}/faults?shelf=Dead", TestContext.Current.CancellationToken)).ShouldBeOk();
        var fault = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal("delivery_limit", fault.GetProperty("reason").GetString());
        Assert.Equal(poison.EventId, fault.GetProperty("messageId").GetGuid());
        await (await client.PostAsJsonAsync($"/v1/operations/queues/{RunningStage.Business}/faults/replay", new { shelf = "Dead" }, TestContext.Current.CancellationToken)).ShouldBeOk();
        await Eventually.Equals(1L, () => _stage.Effects(poison.SubjectId));
        Assert.Equal(0L, await _stage.Ready($"{RunningStage.Business}_dead"));
        await _stage.Stop(producer);
    }

    [Fact]
    public async Task EventThatKillsItsConsumer_DiesAlone()
    {
        var events = Enumerable.Range(0, 40).Select(_ => Stage.Event(Guid.CreateVersion7(), 1)).ToList();
        var poison = events[11].EventId;
        var left = events;
        var deaths = 0;
        while (left.Count > 1)
        {
            left = await HandleUntilPoison(left, poison, deaths++);
            Assert.True(deaths < DeliveryLimit, $"{left.Count} events would die with the poisonous one.");
        }

        Assert.Equal(poison, left.Single().EventId);
        Assert.Equal(39L, await Stage.Ask<long>(_stage.ConsumerData, "select count(*) from probe.effect"));
    }

    /// <summary>Delivers as the broker does after so many crashes; when the poisonous event is reached the consumer is gone. Returns what was not acknowledged.</summary>
    private async Task<List<ThingDecided>> HandleUntilPoison(List<ThingDecided> delivered, Guid poison, int deaths)
    {
        var reached = new TaskCompletionSource();
        var script = new Script
        {
            Always = (decided, ct) =>
            {
                if (decided.EventId != poison)
                    return Task.CompletedTask;
                reached.TrySetResult();
                return Task.Delay(Timeout.Infinite, ct);
            },
        };
        await using var consumer = ProbeService.Build(ProbeService.Builder(ProbeService.Consumer, _stage.ConsumerDatabase, _stage.Messaging, script));
        var queue = consumer.Services.GetRequiredService<IReadOnlyList<IEventQueue>>().Single(queue => queue.Subscription.Queue == RunningStage.Business);
        using var crash = new CancellationTokenSource();
        var acknowledged = delivered.Select((decided, at) => queue.Deliver(new Delivered(
            JsonSerializer.SerializeToUtf8Bytes(decided, JsonSerializerOptions.Web), null, null, (ulong)at + 1, deaths))).ToList();
        var running = queue.Run(crash.Token);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await crash.CancelAsync();
        await running;
        await Task.WhenAll(acknowledged).ContinueWith(static _ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        return [.. delivered.Where((_, at) => !acknowledged[at].IsCompletedSuccessfully)];
    }

    private async Task TakeAndDie(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(_stage.Messaging), AutomaticRecoveryEnabled = false }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var taken = new TaskCompletionSource();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, _) =>
        {
            taken.TrySetResult();
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, TestContext.Current.CancellationToken);
        await taken.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await connection.AbortAsync(TestContext.Current.CancellationToken);
    }

    private async Task Publish(params ThingDecided[] events)
    {
        await using var connection = await _stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await OutboxCopy.Write(connection, events, TestContext.Current.CancellationToken);
    }
}
