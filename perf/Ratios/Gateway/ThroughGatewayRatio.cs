using System.Globalization;
using Npgsql;

namespace PovertyPlatform.Ratios.Gateway;

/// <summary>R7a: what the gateway costs on real work: a page of fifty households read from the database, asked through the gateway and at the service itself.</summary>
public sealed class ThroughGatewayRatio : IRatio
{
    private const int Connections = 16;
    private const int PacedPerSecond = 200;

    /// <inheritdoc />
    public string Id => "R7a";

    /// <inheritdoc />
    public string Name => "through the gateway ÷ direct, a page of 50 households from the database";

    /// <inheritdoc />
    public (double Good, double Extraordinary) Goal => (0.88, 0.95);

    /// <inheritdoc />
    public async Task<RatioResult> Run(BenchServers servers, BenchSize size, IProgress<string> progress, CancellationToken ct)
    {
        var database = $"bench_gateway_{Guid.NewGuid():N}"[..30];
        await using var maintenance = NpgsqlDataSource.Create(servers.Postgres);
        await using (var create = maintenance.CreateCommand($"create database {database}"))
            await create.ExecuteNonQueryAsync(ct);
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(servers.Postgres) { Database = database, MaxPoolSize = Connections, MaxAutoPrepare = 10 }.ConnectionString;
            int bytes;
            await using (var source = NpgsqlDataSource.Create(connection))
            {
                await HouseholdPage.Prepare(source, ct);
                bytes = (await HouseholdPage.Read(source, ct)).Length;
            }

            await using var stage = await GatewayStage.Start(connection, ct);
            return await Compare(new Target(stage.Upstream, "/v1/households", stage.Token, bytes), new Target(stage.Gateway, "/household/v1/households", stage.Token, bytes), stage, size, progress, ct);
        }
        finally
        {
            await using var drop = maintenance.CreateCommand($"drop database {database} with (force)");
            await drop.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private static async Task<RatioResult> Compare(Target direct, Target through, GatewayStage stage, BenchSize size, IProgress<string> progress, CancellationToken ct)
    {
        foreach (var target in new[] { direct, through })
            await HttpLoad.Saturate(target, Connections, Rounds.WarmUp(size), ct);
        var rounds = new List<(double Raw, double Ours)>();
        var (cost, added) = (new List<double>(), new List<double>());
        for (var round = 0; round < size.Rounds; round++)
        {
            var (raw, ours, _, seconds) = await Rounds.Alternate(direct, through, Connections, size, stage.ProcessorSeconds, ct);
            cost.Add(seconds * 1e6);
            added.Add(await HttpLoad.PercentileAt(through, Connections, PacedPerSecond, Rounds.Paced(size), ct) - await HttpLoad.PercentileAt(direct, Connections, PacedPerSecond, Rounds.Paced(size), ct));
            rounds.Add((raw, ours));
            progress.Report($"round {round + 1}: direct {raw:N0}/s, through {ours:N0}/s, {ours / raw:F2}; gateway {cost[^1]:F1} µs per request; p99 {added[^1]:+0.00;-0.00} ms at {PacedPerSecond}/s");
        }

        return RatioResult.From("requests/s", rounds, new Dictionary<string, string>
        {
            ["gateway µs/request"] = RatioResult.Median(cost).ToString("F1", CultureInfo.InvariantCulture),
            [$"added p99 ms at {PacedPerSecond}/s"] = RatioResult.Median(added).ToString("F2", CultureInfo.InvariantCulture),
        });
    }
}
