using System.CommandLine;
using PovertyPlatform.Dev.Stack;
using PovertyPlatform.Dev.Testing;
using Spectre.Console;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev test</c>: all tests against real servers started for them.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var fast = new Option<bool>("--fast") { Description = "Only what needs no server: architecture, contracts, hosting, and every Domain room." };
        var filter = new Option<string?>("--filter") { Description = "Only tests whose full name contains this." };
        var project = new Option<string?>("--project") { Description = "Only this test project, for example Messaging.Tests." };
        var command = new Command("test", "Runs the tests; the last line counts them.") { fast, filter, project };
        command.SetAction((parsed, ct) => Run(Workplace.Here, parsed.GetValue(fast), parsed.GetValue(filter), parsed.GetValue(project), ct));
        return command;
    }

    private static async Task<int> Run(Workplace place, bool fast, string? filter, string? only, CancellationToken ct)
    {
        var projects = TestProject.All(place).Where(project => only is null || project.Name.StartsWith(only, StringComparison.OrdinalIgnoreCase)).ToList();
        if (projects.Count == 0)
            throw new DevException($"No test project is called {only}. There are: {string.Join(", ", TestProject.All(place).Select(project => project.Name))}");
        var results = new List<TestResult>();
        TestServers? servers = null;
        try
        {
            await Progress.Show(async progress =>
            {
                await progress.Step("build", async say =>
                {
                    if (only is null)
                        await Build.All(place, say, ct);
                    else
                        foreach (var project in projects)
                            await Build.Test(place, project.Name, say, ct);
                });
                if (!fast)
                    await progress.Step("servers", async say => servers = await TestServers.Start(place, Temporary(), 256, say, ct));
                // Tests with servers compete for them and watch the clock: one project at a time. The others only compute.
                await Parallel.ForEachAsync(projects, new ParallelOptions { MaxDegreeOfParallelism = fast ? Environment.ProcessorCount : 1, CancellationToken = ct }, async (project, stop) =>
                {
                    var result = await RunOne(place, project, fast, filter, servers?.Environment ?? new Dictionary<string, string>(), progress, stop);
                    lock (results)
                        results.Add(result);
                });
            });
        }
        finally
        {
            if (servers is not null)
                await servers.DisposeAsync();
        }

        return Report(place, results);
    }

    private static async Task<TestResult> RunOne(
        Workplace place, TestProject project, bool fast, string? filter, IReadOnlyDictionary<string, string> environment, Progress progress, CancellationToken ct)
    {
        progress.Set(project.Name, "running", "");
        var result = await project.Run(place, fast, filter, environment, count => progress.Set(project.Name, "running", $"{count} done"), ct);
        progress.Set(project.Name, result.Failed > 0 ? "failed" : "done", Describe(result));
        return result;
    }

    private static int Report(Workplace place, List<TestResult> results)
    {
        foreach (var result in results.Where(result => result.Failures.Count > 0))
        {
            AnsiConsole.MarkupLineInterpolated($"\n[red bold]{result.Project}[/] [grey]{place.Short(place.LogFile($"test-{result.Project}"))}[/]");
            foreach (var (test, text) in result.Failures)
            {
                AnsiConsole.MarkupLineInterpolated($"[red]✗ {test}[/]");
                Console.WriteLine(string.Join('\n', text.Split('\n').Select(line => "    " + line.TrimEnd())));
            }
        }

        var (passed, failed, skipped) = (results.Sum(result => result.Passed), results.Sum(result => result.Failed), results.Sum(result => result.Skipped));
        if (passed + failed == 0)
            AnsiConsole.MarkupLine("[red]No test ran; that is a failure.[/]");
        // Plain and alone: machines read this line.
        Console.WriteLine();
        Console.WriteLine($"{passed} passed, {failed} failed" + (skipped > 0 ? $", {skipped} skipped" : ""));
        return failed > 0 || passed == 0 ? 1 : 0;
    }

    private static string Describe(TestResult result) => $"{result.Passed} passed" + (result.Failed > 0 ? $", {result.Failed} failed" : "") + (result.Skipped > 0 ? $", {result.Skipped} skipped" : "");

    private static string Temporary() => Path.Combine(Path.GetTempPath(), $"povertyplatform-test-{Environment.ProcessId}");
}
