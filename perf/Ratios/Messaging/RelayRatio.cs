using System.Diagnostics;
using PovertyPlatform.Messaging;

namespace PovertyPlatform.Ratios.Messaging;

/// <summary>R2: the outbox relay against a bare client that pipelines its confirms to the same quorum queue.</summary>
internal sealed class RelayRatio : IRatio
{
    public string Id => "R2";

    public string Name => "outbox relay ÷ raw client with pipelined confirms";

    public (double Good, double Extraordinary) Goal => (0.3, 0.6);

    public async Task<RatioResult> Run(BenchServers servers, BenchSize size, IProgress<string> progress, CancellationToken ct)
    {
        static void Both(MessagingBuilder messaging) => messaging.Publishes<HouseholdDecided>().Projects<NewestProjection, HouseholdDecided>();
        static void PublishOnly(MessagingBuilder messaging) => messaging.Publishes<HouseholdDecided>();
        var count = size.Of(60_000);
        await using var stage = await BenchStage.Prepare(servers, Both, ct);
        await using var app = await stage.Start(PublishOnly);
        var rounds = new List<(double Raw, double Ours)>();
        var processor = new List<double>();
        for (var round = 0; round < size.Rounds + 1; round++)
        {
            var events = HouseholdDecided.Many(count).ToList();
            await using var connection = await stage.Source.OpenConnectionAsync(ct);
            var transaction = await connection.BeginTransactionAsync(ct);
            BenchStage.Expect(count, await OutboxCopy.Write(connection, events, ct), "rows written");
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            await transaction.CommitAsync(ct);
            while (await stage.Count(Unpublished, ct) > 0)
                await Task.Delay(10, ct);
            var ours = count / watch.Elapsed.TotalSeconds;
            processor.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalMicroseconds / count);
            BenchStage.Expect(count, await stage.Ready(BenchService.ProjectionQueue, ct), "messages in the queue after the relay");
            await stage.Purge(BenchService.ProjectionQueue, ct);

            var bodies = new List<byte[]>(count);
            await using (var stored = stage.Source.CreateCommand($"select body from messaging.outbox_message order by recorded_at desc limit {count}"))
            await using (var reader = await stored.ExecuteReaderAsync(ct))
                while (await reader.ReadAsync(ct))
                    bodies.Add((byte[])reader[0]);
            var raw = count / (await stage.PublishRaw(bodies, BenchService.ProjectionQueue, "raw", ct)).TotalSeconds;
            BenchStage.Expect(count, await stage.Ready(BenchService.ProjectionQueue, ct), "messages in the queue after the raw client");
            await stage.Purge(BenchService.ProjectionQueue, ct);
            progress.Report($"round {round}: raw {raw:N0}, ours {ours:N0} events/s{(round == 0 ? " (warm-up)" : "")}");
            if (round > 0)
                rounds.Add((raw, ours));
        }

        return RatioResult.From("events/s", rounds, new Dictionary<string, string> { ["client CPU µs per event"] = $"{RatioResult.Median(processor):F0}", ["events"] = $"{count}" });
    }

    private const string Unpublished = """
        select count(*) from (select 1 from messaging.relay_cursor c cross join lateral
          (select 1 from messaging.outbox_message o where o.lane = c.lane and (o.tx, o.position) > (c.tx, c.position) limit 1) m) open
        """;
}
