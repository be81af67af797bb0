using System.Globalization;
using System.Text.Json;
using PovertyPlatform.Ratios;
using PovertyPlatform.Ratios.Imports;
using Spectre.Console;

// Usage: Ratios scale [--households N] --seed-tool FILE --keys FILE [--only WORD] [--ledger FILE] | [--only R1,R2] [--quick] [--json FILE] [--ledger docs/performance.md]; servers come from TEST_POSTGRES and TEST_RABBITMQ.
if (args is ["serve", var part])
    return await PovertyPlatform.Ratios.Gateway.Serving.Run(part);

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

if (args is ["scale", ..])
    return await PovertyPlatform.Ratios.Scale.ScaleTimes.Run(int.Parse(Option("--households") ?? "1000000", CultureInfo.InvariantCulture), Option("--seed-tool")!, Option("--keys")!, Option("--only"), Option("--ledger"), CancellationToken.None);

var all = typeof(IRatio).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && typeof(IRatio).IsAssignableFrom(type))
    .Select(type => (IRatio)Activator.CreateInstance(type)!).OrderBy(ratio => ratio is ImportRatio).ThenBy(ratio => ratio.Id, StringComparer.Ordinal).ToList();
if (Option("--only") is { } only)
    all = [.. all.Where(ratio => only.Split(',').Contains(ratio.Id, StringComparer.OrdinalIgnoreCase))];
var servers = new BenchServers(
    Environment.GetEnvironmentVariable("TEST_POSTGRES") ?? throw new InvalidOperationException("TEST_POSTGRES is not set; start through ./dev bench."),
    Environment.GetEnvironmentVariable("TEST_RABBITMQ") ?? throw new InvalidOperationException("TEST_RABBITMQ is not set; start through ./dev bench."));
var size = args.Contains("--quick") ? new BenchSize(1, 0.05) : new BenchSize(5, 1);

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };
var machine = $"Measured on {Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)} cores, {Environment.OSVersion.VersionString}, .NET {Environment.Version}; {size.Rounds} alternating rounds, medians.";
var results = new List<(IRatio Ratio, RatioResult Result)>();
var broken = new List<string>();
foreach (var ratio in all)
{
    AnsiConsole.MarkupLineInterpolated($"[bold]{ratio.Id}[/] {ratio.Name}");
    try
    {
        var result = await ratio.Run(servers, size, new Progress<string>(line => AnsiConsole.MarkupLineInterpolated($"   [grey]{line}[/]")), stop.Token);
        AnsiConsole.MarkupLineInterpolated($"   {result.Ours:N0} ÷ {result.Raw:N0} {result.Unit} = [bold]{result.Ratio:F2}[/]");
        results.Add((ratio, result));
    }
    catch (Exception fault) when (!stop.IsCancellationRequested)
    {
        // One that breaks must not take away what the others measured.
        AnsiConsole.MarkupLineInterpolated($"[red]{ratio.Id} broke: {fault}[/]");
        broken.Add(ratio.Id);
        continue;
    }

    // After each one: all of them take the better part of an hour, and whoever stops earlier keeps what there is.
    if (Option("--json") is { } file)
        Ledger.WriteJson(file, results);
    if (Option("--ledger") is { } ledger && !args.Contains("--quick"))
        Ledger.UpdateMarkdown(ledger, results, machine);
}

var table = new Table().AddColumns("", "ours ÷ raw", "raw", "ours", "unit", "good", "extraordinary", "ratio");
foreach (var (ratio, result) in results)
    table.AddRow(ratio.Id, Markup.Escape(ratio.Name), $"{result.Raw:N0}", $"{result.Ours:N0}", result.Unit, $"{ratio.Goal.Good}", $"{ratio.Goal.Extraordinary}",
        result.Ratio >= ratio.Goal.Extraordinary ? $"[green]{result.Ratio:F2}[/]" : result.Ratio >= ratio.Goal.Good ? $"[yellow]{result.Ratio:F2}[/]" : $"[red]{result.Ratio:F2}[/]");
AnsiConsole.Write(table);

// A floor is 0.9 × the last released figure; falling under it is a failure.
var floors = Option("--floors") is { } path && File.Exists(path)
    ? JsonSerializer.Deserialize<Dictionary<string, double>>(await File.ReadAllTextAsync(path))! : [];
var fallen = results.Where(pair => floors.TryGetValue(pair.Ratio.Id, out var floor) && pair.Result.Ratio < 0.9 * floor && !args.Contains("--quick")).ToList();
foreach (var (ratio, result) in fallen)
    AnsiConsole.MarkupLineInterpolated($"[red]{ratio.Id} fell to {result.Ratio:F2}; last released {floors[ratio.Id]:F2}[/]");
if (broken.Count > 0)
    AnsiConsole.MarkupLineInterpolated($"[red]not measured: {string.Join(", ", broken)}[/]");
return fallen.Count == 0 && broken.Count == 0 ? 0 : 1;
