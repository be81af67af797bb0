using Npgsql;

namespace PovertyPlatform.Ratios.Households;

/// <summary>R6: a write with its rules, event, audit line and kept answer in one commit, against one bare insert; in one server behind the same middleware.</summary>
internal sealed class WriteRatio : IRatio
{
    // The runtime compiles what is hot anew for several rounds.
    private const int WarmUp = 3;

    public string Id => "R6";

    public string Name => "PUT with domain, outbox, audit and kept answer ÷ PUT with one bare INSERT";

    public (double Good, double Extraordinary) Goal => (0.5, 0.65);

    public async Task<RatioResult> Run(BenchServers servers, BenchSize size, IProgress<string> progress, CancellationToken ct)
    {
        var requests = PopulationWrites.Evenly(size.Of(8_000));
        await using var stage = await ReadStage.Prepare(servers, 1000, ct);
        await Execute(stage.Database, RawPopulation.Table, ct);
        var writes = await PopulationWrites.At(stage, ct);
        var rounds = new List<(double Raw, double Ours)>();
        var processor = new List<(double Raw, double Ours)>();
        for (var round = 0; round < size.Rounds + WarmUp; round++)
        {
            var raw = await writes.Measure("/raw", requests, ct);
            await Expect(stage.Database, "select count(*) from bench_population", (round + 1) * requests, ct);
            var ours = await writes.Measure("/v1", requests, ct);
            foreach (var counted in new[] { "messaging.outbox_message", "audit.entry where action = 'population.record'", "idempotency.answer" })
                await Expect(stage.Database, $"select count(*) from {counted}", (round + 1) * requests, ct);
            progress.Report($"round {round}: raw {raw.Speed:N0}, ours {ours.Speed:N0} requests/s{(round < WarmUp ? " (warm-up)" : "")}");
            if (round < WarmUp)
                continue;
            rounds.Add((raw.Speed, ours.Speed));
            processor.Add((raw.Cpu, ours.Cpu));
        }

        return RatioResult.From("requests/s", rounds, new Dictionary<string, string>
        {
            ["CPU µs per request in server and client, raw"] = $"{RatioResult.Median([.. processor.Select(used => used.Raw)]):F0}",
            ["ours"] = $"{RatioResult.Median([.. processor.Select(used => used.Ours)]):F0}",
            ["requests"] = $"{requests}",
        });
    }

    private static async Task Execute(NpgsqlDataSource database, string sql, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task Expect(NpgsqlDataSource database, string sql, long expected, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        if (await command.ExecuteScalarAsync(ct) is not long found || found != expected)
            throw new InvalidOperationException($"{sql}: expected {expected}.");
    }
}
