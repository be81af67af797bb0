using System.Globalization;
using System.Text;

namespace PovertyPlatform.Ratios.Gateway;

/// <summary>R7b: our gateway with token check, limits and guard against a proxy that only forwards, on an endpoint that does nothing. Both forward to the same service.</summary>
public sealed class GatewayRatio : IRatio
{
    private const int Connections = 32;
    private const int PacedPerSecond = 500;

    /// <inheritdoc />
    public string Id => "R7b";

    /// <inheritdoc />
    public string Name => "our gateway ÷ a bare proxy, trivial endpoint";

    /// <inheritdoc />
    public (double Good, double Extraordinary) Goal => (0.8, 0.95);

    /// <inheritdoc />
    public async Task<RatioResult> Run(BenchServers servers, BenchSize size, IProgress<string> progress, CancellationToken ct)
    {
        await using var stage = await GatewayStage.Start(null, ct);
        var body = Encoding.UTF8.GetByteCount(Serving.Trivial);
        var bare = new Target(stage.Proxy, "/household/v1/trivial", stage.Token, body);
        var ours = new Target(stage.Gateway, "/household/v1/trivial", stage.Token, body);
        return await Compare(bare, ours, stage, size, progress, ct);
    }

    private static async Task<RatioResult> Compare(Target bare, Target ours, GatewayStage stage, BenchSize size, IProgress<string> progress, CancellationToken ct)
    {
        foreach (var target in new[] { bare, ours })
            await HttpLoad.Saturate(target, Connections, Rounds.WarmUp(size), ct);
        var rounds = new List<(double Raw, double Ours)>();
        var (bareCost, ourCost) = (new List<double>(), new List<double>());
        var added = new List<double>();
        for (var round = 0; round < size.Rounds; round++)
        {
            var (raw, gateway, rawSeconds, ourSeconds) = await Rounds.Alternate(bare, ours, Connections, size, stage.ProcessorSeconds, ct);
            bareCost.Add(rawSeconds * 1e6);
            ourCost.Add(ourSeconds * 1e6);
            added.Add(await HttpLoad.PercentileAt(ours, Connections, PacedPerSecond, Rounds.Paced(size), ct) - await HttpLoad.PercentileAt(bare, Connections, PacedPerSecond, Rounds.Paced(size), ct));
            rounds.Add((raw, gateway));
            progress.Report($"round {round + 1}: bare {raw:N0}/s, ours {gateway:N0}/s, {gateway / raw:F2}; processor {bareCost[^1]:F1} and {ourCost[^1]:F1} µs per request; p99 {added[^1]:+0.00;-0.00} ms at {PacedPerSecond}/s");
        }

        return RatioResult.From("requests/s", rounds, new Dictionary<string, string>
        {
            ["processor µs/request bare"] = RatioResult.Median(bareCost).ToString("F1", CultureInfo.InvariantCulture),
            ["ours"] = RatioResult.Median(ourCost).ToString("F1", CultureInfo.InvariantCulture),
            [$"added p99 ms at {PacedPerSecond}/s"] = RatioResult.Median(added).ToString("F2", CultureInfo.InvariantCulture),
        });
    }
}
