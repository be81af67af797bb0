using System.Diagnostics;
using PovertyPlatform.Messaging;
using PovertyPlatform.Ratios;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PovertyPlatform.Ratios.Messaging;

/// <summary>What the comparisons of consumers share: a full queue is emptied by the raw client and by ours in turn.</summary>
internal static class QueueRatio
{
    /// <summary>A quorum queue settles in batches of its own; a channel closed at once would get its last messages back.</summary>
    private static readonly TimeSpan LastAcknowledgements = TimeSpan.FromMilliseconds(500);

    public static async Task<RatioResult> Run(
        BenchServers servers, BenchSize size, int full, string queue, Action<MessagingBuilder> register, string[] tables, string effects, int rawConcurrency,
        Func<BenchStage, HouseholdDecided, CancellationToken, Task> rawEffect, IProgress<string> progress, CancellationToken ct)
    {
        var count = size.Of(full);
        await using var stage = await BenchStage.Prepare(servers, register, ct);
        var type = Contracts.EventContractAttribute.Of(typeof(HouseholdDecided)).Urn;
        var rounds = new List<(double Raw, double Ours)>();
        var processor = new List<double>();
        for (var round = 0; round < size.Rounds + 1; round++)
        {
            var bodies = HouseholdDecided.Many(count).Select(Json.Write).ToList();
            await Fill(stage, queue, bodies, type, ct);
            var raw = count / (await Raw(stage, queue, count, rawConcurrency, rawEffect, ct)).TotalSeconds;
            await stage.Execute($"truncate {string.Join(", ", tables)}", ct);

            await Fill(stage, queue, bodies, type, ct);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var ours = count / (await Ours(stage, register, queue, count, effects, ct)).TotalSeconds;
            processor.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalMicroseconds / count);
            await stage.Execute($"truncate {string.Join(", ", tables)}", ct);
            await stage.Execute("truncate messaging.inbox_message, messaging.outbox_message", ct);
            progress.Report($"round {round}: raw {raw:N0}, ours {ours:N0} events/s{(round == 0 ? " (warm-up)" : "")}");
            if (round > 0)
                rounds.Add((raw, ours));
        }

        return RatioResult.From("events/s", rounds, new Dictionary<string, string> { ["client CPU µs per event"] = $"{RatioResult.Median(processor):F0}", ["events"] = $"{count}" });
    }

    private static async Task Fill(BenchStage stage, string queue, List<byte[]> bodies, string type, CancellationToken ct)
    {
        await stage.PublishRaw(bodies, queue, type, ct);
        BenchStage.Expect(bodies.Count, await stage.Ready(queue, ct), "messages to consume");
    }

    /// <summary>From the first delivery to the last acknowledgement.</summary>
    private static async Task<TimeSpan> Raw(
        BenchStage stage, string queue, int count, int concurrency, Func<BenchStage, HouseholdDecided, CancellationToken, Task> effect, CancellationToken ct)
    {
        await using var channel = await stage.Connection.CreateChannelAsync(new CreateChannelOptions(false, false, null, (ushort)concurrency), ct);
        await channel.BasicQosAsync(0, 500, false, ct);
        var consumer = new AsyncEventingBasicConsumer(channel);
        var done = new TaskCompletionSource();
        var handled = 0;
        long first = 0;
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            Interlocked.CompareExchange(ref first, Stopwatch.GetTimestamp(), 0);
            await effect(stage, Json.Read(delivery.Body.Span), ct);
            await channel.BasicAckAsync(delivery.DeliveryTag, false, ct);
            if (Interlocked.Increment(ref handled) == count)
                done.TrySetResult();
        };
        await channel.BasicConsumeAsync(queue, false, consumer, ct);
        await done.Task.WaitAsync(TimeSpan.FromMinutes(5), ct);
        var taken = Stopwatch.GetElapsedTime(first);
        await Task.Delay(LastAcknowledgements, ct);
        await channel.CloseAsync(ct);
        BenchStage.Expect(0, await stage.Ready(queue, ct), "messages left by the raw client");
        return taken;
    }

    /// <summary>From the first effect to the last; the start of the service is not measured, its first batch is given away.</summary>
    private static async Task<TimeSpan> Ours(BenchStage stage, Action<MessagingBuilder> register, string queue, int count, string effects, CancellationToken ct)
    {
        await using var app = await stage.Start(register);
        long done;
        while ((done = await stage.Count(effects, ct)) == 0)
            await Task.Delay(1, ct);
        var (first, watch) = (done, Stopwatch.StartNew());
        while ((done = await stage.Count(effects, ct)) < count)
            await Task.Delay(10, ct);
        var taken = watch.Elapsed * ((double)count / (count - first));
        await Task.Delay(LastAcknowledgements, ct);
        await app.StopAsync(ct);
        BenchStage.Expect(count, await stage.Count(effects, ct), "effects");
        BenchStage.Expect(count, await stage.Count("select count(*) from messaging.inbox_message", ct), "inbox rows");
        BenchStage.Expect(0, await stage.Ready(queue, ct), "messages left by ours");
        return taken;
    }
}
