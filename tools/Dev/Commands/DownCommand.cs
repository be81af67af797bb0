using System.CommandLine;
using PovertyPlatform.Dev.Stack;
using Spectre.Console;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev down</c>: stops what <c>./dev up</c> started.</summary>
internal static class DownCommand
{
    public static Command Create()
    {
        var purge = new Option<bool>("--purge") { Description = "Also delete all data, logs and traces." };
        var command = new Command("down", "Stops everything; the data stays.") { purge };
        command.SetAction((parsed, ct) => Run(Workplace.Here, parsed.GetValue(purge), ct));
        return command;
    }

    private static async Task<int> Run(Workplace place, bool purge, CancellationToken ct)
    {
        using var only = await OnlyOne.Enter(place, ct);
        var stopped = await Stop(place, ct);
        if (purge)
        {
            new Servers(place, 0, 0).Purge();
            if (Directory.Exists(place.Data))
                Directory.Delete(place.Data, recursive: true);
        }

        AnsiConsole.WriteLine((stopped, purge) switch
        {
            (true, true) => "Stopped, and all data deleted.",
            (true, false) => "Stopped; the data stays in .data.",
            (false, true) => "Nothing ran; all data deleted.",
            _ => "Nothing ran.",
        });
        return 0;
    }

    /// <summary>Stops services, dashboard and servers, in this order; true when something ran.</summary>
    public static async Task<bool> Stop(Workplace place, CancellationToken ct)
    {
        if (StackRecord.Read(place) is not { } stack)
            return false;
        await AppHost.Stop(stack, ct);
        if (stack.DashboardPid is { } pid)
            await Dashboard.Stop(pid, ct);
        if (!stack.Containers)
            await new Servers(place, stack.Postgres, stack.RabbitMq).Stop(ct);
        StackRecord.Remove(place);
        return true;
    }
}
