using System.CommandLine;
using System.Text.Json;
using PovertyPlatform.Dev.Stack;
using PovertyPlatform.Dev.Testing;
using Spectre.Console;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev check</c>: what a reviewer would look at first.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var write = new Option<bool>("--write") { Description = "Put right what can be: format, lock files, generated documents." };
        var command = new Command("check", "Looks at format, lock files, vulnerable packages, warnings and generated documents.") { write };
        command.SetAction((parsed, ct) => Run(Workplace.Here, parsed.GetValue(write), ct));
        return command;
    }

    private static async Task<int> Run(Workplace place, bool write, CancellationToken ct)
    {
        var faults = new List<string>();
        async Task Look(Progress progress, string name, Func<Action<string>, Task<string?>> look)
        {
            progress.Set(name, "running", "");
            var fault = await look(said => progress.Set(name, "running", said));
            progress.Set(name, fault is null ? "done" : "failed", fault is null ? "" : fault.Split('\n')[0]);
            if (fault is not null)
                faults.Add($"{name}: {fault}");
        }

        await Progress.Show(async progress =>
        {
            await Look(progress, "lock files", _ => Dotnet(place, "lock-files", ["restore", place.At("PovertyPlatform.sln"), write ? "--force-evaluate" : "--locked-mode", "-nodeReuse:false"],
                "packages.lock.json does not fit the projects: ./dev check --write, and commit what changed", ct));
            await progress.Step("build, no warnings", say => Build.All(place, say, ct));
            await Look(progress, "format", _ => Dotnet(place, "format", ["format", place.At("PovertyPlatform.sln"), "--no-restore", "--severity", "warn", .. write ? Array.Empty<string>() : ["--verify-no-changes"]],
                "the format differs: ./dev check --write puts it right", ct));
            await Look(progress, "vulnerable packages", _ => Vulnerable(place, ct));
            await Look(progress, "generated documents", say => Documents(place, write, say, ct));
        });
        foreach (var fault in faults)
            AnsiConsole.MarkupLineInterpolated($"[red]{fault}[/]");
        if (faults.Count == 0)
            AnsiConsole.MarkupLine("[green]Nothing to put right.[/]");
        return faults.Count == 0 ? 0 : 1;
    }

    private static async Task<string?> Dotnet(Workplace place, string name, string[] arguments, string fault, CancellationToken ct)
    {
        var log = place.LogFile($"check-{name}");
        return await Shell.RunLogged(Shell.Dotnet, arguments, log, ct) == 0 ? null : $"{fault}. Log: {place.Short(log)}";
    }

    private static async Task<string?> Vulnerable(Workplace place, CancellationToken ct)
    {
        var answer = await Shell.Ask(
            Shell.Dotnet, ["list", place.At("PovertyPlatform.sln"), "package", "--vulnerable", "--include-transitive", "--format", "json"], ct, TimeSpan.FromMinutes(5));
        if (answer is not { Code: 0 } || !answer.Value.Said.Contains('{', StringComparison.Ordinal))
            return $"the package source did not answer: {answer?.Said.Trim().Split('\n')[0]}";
        using var document = JsonDocument.Parse(answer.Value.Said[answer.Value.Said.IndexOf('{', StringComparison.Ordinal)..]);
        var found = document.RootElement.GetProperty("projects").EnumerateArray()
            .Where(project => project.TryGetProperty("frameworks", out _))
            .Select(project => $"{Path.GetFileNameWithoutExtension(project.GetProperty("path").GetString())}: {project.GetProperty("frameworks")}").ToList();
        return found.Count == 0 ? null : string.Join('\n', found);
    }

    /// <summary>The tests that compare what is generated from code with what is committed.</summary>
    private static async Task<string?> Documents(Workplace place, bool write, Action<string> say, CancellationToken ct)
    {
        await using var servers = await TestServers.Start(place, Path.Combine(Path.GetTempPath(), $"povertyplatform-check-{Environment.ProcessId}"), 128, say, ct);
        var environment = new Dictionary<string, string>(servers.Environment) { ["APPROVE"] = write ? "1" : "" };
        var results = new List<TestResult>();
        foreach (var project in TestProject.All(place))
        {
            say(project.Name);
            results.Add(await project.Run(place, fast: false, "Document", environment, _ => { }, ct));
        }

        if (results.Sum(result => result.Passed + result.Failed) == 0)
            return "no test compares documents";
        var failures = results.SelectMany(result => result.Failures).ToList();
        return failures.Count == 0 ? null : string.Join('\n', failures.Select(failure => $"{failure.Test}\n{failure.Text}"));
    }
}
