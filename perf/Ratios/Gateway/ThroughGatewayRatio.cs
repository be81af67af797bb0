using System.Globalization;
using System.Net.Http.Headers;
using PovertyPlatform.Ratios.Households;

namespace PovertyPlatform.Ratios.Gateway;

/// <summary>R7a: what the gateway costs on real work: a page of 50 households of a commune, asked through the gateway and at the registry itself, which checks the token again.</summary>
public sealed class ThroughGatewayRatio : IRatio
{
    private const int Connections = 16;
    private const int PacedPerSecond = 200;

    /// <inheritdoc />
    public string Id => "R7a";

    /// <inheritdoc />
    public string Name => "a page of 50 households through the gateway ÷ at the registry itself";

    /// <inheritdoc />
    public (double Good, double Extraordinary) Goal => (0.88, 0.95);

    /// <inheritdoc />
    public async Task<RatioResult> Run(BenchServers servers, BenchSize size, IProgress<string> progress, CancellationToken ct)
    {
        await using var registry = await ReadDatabase.Prepare(servers, size.Of(100_000), ct);
        await using var stage = await GatewayStage.Start(registry.Connection, ct);
        const string Path = "/v1/households?communeCode=04492";
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", stage.Token) } };
        var bytes = (await client.GetByteArrayAsync(new Uri($"http://127.0.0.1:{stage.Upstream}{Path}"), ct)).Length;
        Target At(int port) => new(port, port == stage.Upstream ? Path : $"/household{Path}", stage.Token, bytes);
        return await Compare(At(stage.Upstream), At(stage.Gateway), At(stage.Proxy), stage, size, progress, ct);
    }

    private static async Task<RatioResult> Compare(Target direct, Target through, Target bare, GatewayStage stage, BenchSize size, IProgress<string> progress, CancellationToken ct)
    {
        foreach (var target in new[] { direct, through, bare })
            await HttpLoad.Saturate(target, Connections, Rounds.WarmUp(size), ct);
        var rounds = new List<(double Raw, double Ours)>();
        var (cost, added, bareRatio) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < size.Rounds; round++)
        {
            var (raw, ours, _, seconds) = await Rounds.Alternate(direct, through, Connections, size, stage.ProcessorSeconds, ct);
            cost.Add(seconds * 1e6);
            added.Add(await HttpLoad.PercentileAt(through, Connections, PacedPerSecond, Rounds.Paced(size), ct) - await HttpLoad.PercentileAt(direct, Connections, PacedPerSecond, Rounds.Paced(size), ct));
            rounds.Add((raw, ours));
            // What any proxy of this library costs on the same work, without a check of anything.
            var (bareRaw, throughBare, _, _) = await Rounds.Alternate(direct, bare, Connections, size, stage.ProcessorSeconds, ct);
            bareRatio.Add(throughBare / bareRaw);
            progress.Report($"round {round + 1}: direct {raw:N0}/s, through {ours:N0}/s, {ours / raw:F2}, a bare proxy {bareRatio[^1]:F2}; gateway {cost[^1]:F1} µs per request; p99 {added[^1]:+0.00;-0.00} ms at {PacedPerSecond}/s");
        }

        return RatioResult.From("requests/s", rounds, new Dictionary<string, string>
        {
            ["a bare proxy in the gateway's place"] = RatioResult.Median(bareRatio).ToString("F2", CultureInfo.InvariantCulture),
            ["gateway µs/request"] = RatioResult.Median(cost).ToString("F1", CultureInfo.InvariantCulture),
            [$"added p99 ms at {PacedPerSecond}/s"] = RatioResult.Median(added).ToString("F2", CultureInfo.InvariantCulture),
        });
    }
}
