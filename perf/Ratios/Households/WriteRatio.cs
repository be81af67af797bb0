using System.Diagnostics;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.Ratios.Households;

/// <summary>R6: a write with its rules, event, audit line and kept answer in one commit, against one bare insert; in one server behind the same middleware.</summary>
internal sealed class WriteRatio : IRatio
{
    private const int Connections = 16;
    private const int FirstYear = 2006;
    private const int Years = 20;

    public string Id => "R6";

    public string Name => "PUT with domain, outbox, audit and kept answer ÷ PUT with one bare INSERT";

    public (double Good, double Extraordinary) Goal => (0.5, 0.65);

    public async Task<RatioResult> Run(BenchServers servers, BenchSize size, IProgress<string> progress, CancellationToken ct)
    {
        var requests = size.Of(8_000) / Connections * Connections;
        await using var stage = await ReadStage.Prepare(servers, 1000, ct);
        await Execute(stage.Database, RawPopulation.Table, ct);
        var communes = await Communes(stage.Database, ct);
        var load = new LoadClient(stage.Port, TestTokens.For(TestActors.ProvinceOfficer.With(Scopes.PopulationsWrite), TimeSpan.FromHours(1)));
        var rounds = new List<(double Raw, double Ours)>();
        var processor = new List<(double Raw, double Ours)>();
        var figure = 0;
        for (var round = 0; round < size.Rounds + 1; round++)
        {
            var raw = await Measure(load, Prepare("/raw"), requests, ct);
            await Expect(stage.Database, "select count(*) from bench_population", (round + 1) * requests, ct);
            var ours = await Measure(load, Prepare("/v1"), requests, ct);
            foreach (var counted in new[] { "messaging.outbox_message", "audit.entry where action = 'population.record'", "idempotency.answer" })
                await Expect(stage.Database, $"select count(*) from {counted}", (round + 1) * requests, ct);
            progress.Report($"round {round}: raw {raw.Speed:N0}, ours {ours.Speed:N0} requests/s{(round == 0 ? " (warm-up)" : "")}");
            if (round == 0)
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

        // Each connection writes its own commune, as officers do; every request states another figure, so that each changes something.
        byte[][] Prepare(string prefix) => [.. Enumerable.Range(0, requests).Select(number =>
        {
            var year = FirstYear + (number / Connections % Years);
            figure++;
            return load.Write("PUT", $"{prefix}/populations/{communes[number % Connections]}/{year}", $$"""{"households":{{figure}},"persons":{{figure + 1}},"recordedOn":"{{year}}-06-30"}""");
        })];
    }

    private static async Task<(double Speed, double Cpu)> Measure(LoadClient load, byte[][] prepared, int requests, CancellationToken ct)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await load.Send(prepared, requests, Connections, ct);
        var seconds = watch.Elapsed.TotalSeconds;
        return (requests / seconds, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMicroseconds / requests);
    }

    private static async Task<List<string>> Communes(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select code from commune where province_code = '15' and valid_to is null order by code limit {Connections}");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var codes = new List<string>();
        while (await reader.ReadAsync(ct))
            codes.Add(reader.GetString(0));
        return codes;
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
