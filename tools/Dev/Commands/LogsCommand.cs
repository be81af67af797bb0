using System.CommandLine;
using Spectre.Console;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev logs</c>: what the services say.</summary>
internal static class LogsCommand
{
    public static Command Create()
    {
        var service = new Argument<string?>("service") { Description = "household, support-migrate, postgresql, rabbitmq, apphost, build, …; all when left out.", Arity = ArgumentArity.ZeroOrOne };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on printing as lines are written." };
        var lines = new Option<int>("--lines", "-n") { Description = "Lines from the end of each log.", DefaultValueFactory = _ => 40 };
        var command = new Command("logs", "Prints the logs of services and servers.") { service, follow, lines };
        command.SetAction((parsed, ct) => Run(Workplace.Here, parsed.GetValue(service), parsed.GetValue(follow), parsed.GetValue(lines), ct));
        return command;
    }

    private static async Task<int> Run(Workplace place, string? service, bool follow, int lines, CancellationToken ct)
    {
        var logs = LogFiles.All(place);
        if (logs.Count == 0)
            throw new DevException("There are no logs yet: ./dev up writes them.");
        if (service is not null && !logs.ContainsKey(service))
            throw new DevException($"No log is called '{service}'. There are: {string.Join(", ", logs.Keys)}");
        foreach (var (name, file) in logs.Where(log => service is null || log.Key == service))
        {
            if (service is null)
                AnsiConsole.MarkupLineInterpolated($"[bold]{name}[/] [grey]{place.Short(file)}[/]");
            LogFiles.PrintEnd(name, file, service is null ? Math.Min(lines, 8) : lines, named: false);
        }

        try
        {
            if (follow)
                await LogFiles.Follow(place, service, fromStart: false, ct);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how following ends.
        }

        return 0;
    }
}
