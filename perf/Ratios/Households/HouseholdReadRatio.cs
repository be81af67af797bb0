using System.Diagnostics;
using System.Net.Http.Headers;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.Ratios.Households;

/// <summary>R5: one household with its members through our endpoint against the same answer written by hand, in one server behind the same middleware.</summary>
internal sealed class HouseholdReadRatio : IRatio
{
    private const int Connections = 16;

    public string Id => "R5";

    public string Name => "GET household ÷ hand-written Npgsql and JSON writer";

    public (double Good, double Extraordinary) Goal => (0.8, 0.9);

    public async Task<RatioResult> Run(BenchServers servers, BenchSize size, IProgress<string> progress, CancellationToken ct)
    {
        var requests = size.Of(16_000) / Connections * Connections;
        await using var stage = await ReadStage.Prepare(servers, size.Of(100_000), ct);
        var token = TestTokens.For(TestActors.ProvinceOfficer.With(Scopes.HouseholdsRead), TimeSpan.FromHours(1));
        await SameAnswer(stage, token, ct);
        var load = new LoadClient(stage.Port, token);
        List<string> Paths(string start) => [.. stage.Ids.Select(id => $"{start}/{id}")];
        var (ours, raw, planned) = (Paths("/v1/households"), Paths("/raw/households"), Paths("/planned/households"));
        var rounds = new List<(double Raw, double Ours)>();
        var strict = new List<(double Raw, double Ours)>();
        var processor = new List<(double Raw, double Ours)>();
        for (var round = 0; round < size.Rounds + 1; round++)
        {
            var (rawSpeed, rawCpu) = await Measure(load, raw, requests, ct);
            var (oursSpeed, oursCpu) = await Measure(load, ours, requests, ct);
            var (plannedSpeed, _) = await Measure(load, planned, requests, ct);
            progress.Report($"round {round}: raw {rawSpeed:N0}, raw planned once {plannedSpeed:N0}, ours {oursSpeed:N0} requests/s{(round == 0 ? " (warm-up)" : "")}");
            if (round == 0)
                continue;
            rounds.Add((rawSpeed, oursSpeed));
            strict.Add((plannedSpeed, oursSpeed));
            processor.Add((rawCpu, oursCpu));
        }

        return RatioResult.From("requests/s", rounds, new Dictionary<string, string>
        {
            ["against a raw side told to plan once and to reset nothing as ours is"] = $"{RatioResult.From("", strict).Ratio:F2}",
            ["CPU µs per request in server and client, raw"] = $"{RatioResult.Median([.. processor.Select(used => used.Raw)]):F0}",
            ["ours"] = $"{RatioResult.Median([.. processor.Select(used => used.Ours)]):F0}",
            ["requests"] = $"{requests}",
        });
    }

    private static async Task<(double Speed, double Cpu)> Measure(LoadClient load, List<string> paths, int requests, CancellationToken ct)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await load.Ask(paths, requests, Connections, ct);
        var seconds = watch.Elapsed.TotalSeconds;
        return (requests / seconds, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMicroseconds / requests);
    }

    /// <summary>Both must answer the same bytes; a faster answer to another question does not count.</summary>
    private static async Task SameAnswer(ReadStage stage, string token, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{stage.Port}") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var id in stage.Ids.Take(100))
        {
            var (ours, raw) = (await client.GetStringAsync($"/v1/households/{id}", ct), await client.GetStringAsync($"/raw/households/{id}", ct));
            if (ours != raw)
                throw new InvalidOperationException($"The answers differ.\nours: {ours}\nraw:  {raw}");
        }
    }
}
