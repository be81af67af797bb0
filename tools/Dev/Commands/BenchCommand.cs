using System.CommandLine;
using PovertyPlatform.Dev.Stack;
using PovertyPlatform.Dev.Testing;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev bench</c>: ours ÷ raw, measured alternately on servers of its own.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "Only these ratios, for example R1,R2; with --scale, only what begins with this word." };
        var quick = new Option<bool>("--quick") { Description = "One small round, to see that it runs; never written to the ledger." };
        var json = new Option<FileInfo?>("--json") { Description = "Write the figures to this file." };
        var noLedger = new Option<bool>("--no-ledger") { Description = "Leave docs/performance.md as it is." };
        var scale = new Option<int?>("--scale") { Description = "Instead: times in a province of so many households, for example 1000000 (some ten minutes)." };
        var keep = new Option<bool>("--keep") { Description = "With --scale: keep the filled registry under .data/scale for the next run (some GB)." };
        var command = new Command("bench", "Measures the ratios of docs/performance.md and keeps the ledger.") { only, quick, json, noLedger, scale, keep };
        command.SetAction((parsed, ct) => parsed.GetValue(scale) is { } households
            ? Scale(Workplace.Here, households, parsed.GetValue(only), parsed.GetValue(keep), !parsed.GetValue(noLedger), ct)
            : Run(Workplace.Here, parsed.GetValue(only), parsed.GetValue(quick), parsed.GetValue(json), !parsed.GetValue(noLedger), ct));
        return command;
    }

    private static async Task<int> Scale(Workplace place, int households, string? only, bool keep, bool ledger, CancellationToken ct)
    {
        var folder = keep ? "scale" : "bench";
        await using var servers = await Prepare(place, folder, keep, ct);
        return await Shell.Run(
            Shell.Dotnet,
            [
                place.Assembly("perf/Ratios"), "scale", "--households", $"{households}", "--seed-tool", place.Assembly("tools/Seed"),
                "--keys", Path.Combine(place.Data, folder, "keys.json"), .. only is null ? Array.Empty<string>() : ["--only", only],
                .. ledger && only is null ? ["--ledger", place.At("docs", "performance.md")] : Array.Empty<string>(),
            ],
            ct, servers.Environment);
    }

    private static async Task<int> Run(Workplace place, string? only, bool quick, FileInfo? json, bool ledger, CancellationToken ct)
    {
        await using var servers = await Prepare(place, "bench", keep: false, ct);
        var floors = place.At("perf", "floors.json");
        return await Shell.Run(
            Shell.Dotnet,
            [
                place.Assembly("perf/Ratios"),
                .. only is null ? Array.Empty<string>() : ["--only", only],
                .. quick ? ["--quick"] : Array.Empty<string>(),
                .. json is null ? Array.Empty<string>() : ["--json", json.FullName],
                .. ledger ? ["--ledger", place.At("docs", "performance.md")] : Array.Empty<string>(),
                .. File.Exists(floors) ? ["--floors", floors] : Array.Empty<string>(),
            ],
            ct, servers.Environment);
    }

    private static async Task<TestServers> Prepare(Workplace place, string folder, bool keep, CancellationToken ct)
    {
        TestServers? servers = null;
        await Progress.Show(async progress =>
        {
            await progress.Step("build", say => Build.Ratios(place, say, ct));
            await progress.Step("servers", async say => servers = await TestServers.Start(place, Path.Combine(place.Data, folder), 1024, say, ct, keep));
        });
        return servers!;
    }
}
