using System.CommandLine;
using System.Runtime.InteropServices;
using PovertyPlatform.Dev.Stack;
using PovertyPlatform.NativeServers;
using Spectre.Console;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev doctor</c>: what is there, what is missing, and how to get it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Says what this machine has and lacks. Exit code 1 when ./dev up cannot work.");
        command.SetAction((_, ct) => Run(Workplace.Here, DevSettings.Read(), ct));
        return command;
    }

    private static async Task<int> Run(Workplace place, DevSettings settings, CancellationToken ct)
    {
        var findings = new List<Finding>
        {
            new(".NET SDK", true, Environment.Version.ToString(), ""),
            await Program("container engine", "docker", ["version", "--format", "{{.Server.Version}}"], "not needed: private servers run instead", needed: false, ct),
            Server("PostgreSQL", PostgresServer.FindBinaries(), "postgresql"),
            Server("RabbitMQ", BrokerServer.FindBinaries(), "rabbitmq-server"),
            new("hosting", true, Hosting.Explain(Hosting.Known(place) ?? "offline"), ""),
            new("dashboard", Dashboard.IsInstalled(place) ? true : null, Dashboard.IsInstalled(place) ? "installed" : "not installed", "./dev up --dashboard brings it (npm); without it: ./dev trace"),
            await Program("npm", "npm", ["--version"], "only --dashboard needs it: install Node.js", needed: false, ct),
            await Program("wrk", "wrk", ["--version"], "only ./dev bench uses it: apt-get install wrk", needed: false, ct),
        };
        findings.AddRange(Ports(place, settings));
        findings.AddRange(Machine(place));
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("", "what", "here", "how to get it");
        foreach (var finding in findings)
            table.AddRow(finding.Good switch { true => "[green]✓[/]", false => "[red]✗[/]", null => "[yellow]–[/]" }, finding.What, Markup.Escape(finding.Here), Markup.Escape(finding.Good == true ? "" : finding.Remedy));
        AnsiConsole.Write(table);
        return findings.Exists(finding => finding.Good == false) ? 1 : 0;
    }

    private static async Task<Finding> Program(string what, string program, string[] arguments, string remedy, bool needed, CancellationToken ct)
    {
        var answer = await Shell.Ask(program, arguments, ct);
        // wrk answers its version with exit code 1.
        var there = answer is { } said && (said.Code == 0 || program == "wrk");
        return new Finding(what, there ? true : needed ? false : null, there ? answer!.Value.Said.Split('\n')[0].Trim() : answer is null ? "not installed" : "does not answer", remedy);
    }

    private static Finding Server(string what, string? binaries, string package) => new(
        what, binaries is not null || File.Exists("/usr/bin/apt-get") ? binaries is not null ? true : null : false,
        binaries ?? "not installed", File.Exists("/usr/bin/apt-get") ? $"./dev up installs {package}" : $"install {what} with this system's package tool");

    private static IEnumerable<Finding> Ports(Workplace place, DevSettings settings)
    {
        var runs = StackRecord.Read(place) is { IsRunning: true };
        foreach (var (what, port, variable) in new[]
        {
            ("gateway port", settings.Gateway, "DEV_GATEWAY_PORT"), ("PostgreSQL port", settings.Postgres, "DEV_POSTGRES_PORT"),
            ("RabbitMQ port", settings.RabbitMq, "DEV_RABBITMQ_PORT"), ("dashboard port", settings.Dashboard, "DEV_DASHBOARD_PORT"),
        })
            yield return runs || !FreePort.IsTaken(port)
                ? new Finding(what, true, runs ? $"{port}, ./dev up runs" : $"{port} is free", "")
                : new Finding(what, what.StartsWith("dashboard", StringComparison.Ordinal) ? null : false, $"{port} is {PortOwner.Describe(port)}", $"stop it, or set {variable}");
    }

    private static IEnumerable<Finding> Machine(Workplace place)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);
        yield return new Finding("memory", memory >= 3 ? true : null, $"{memory:0.0} GB, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}", "4 GB or more make it comfortable");
        var free = new DriveInfo(place.Root).AvailableFreeSpace / (double)(1 << 30);
        yield return new Finding("disk", free >= 3 ? true : false, $"{free:0.0} GB free", "building and running need about 3 GB");
    }

    /// <summary>Good: true has it, null does without, false cannot.</summary>
    private sealed record Finding(string What, bool? Good, string Here, string Remedy);
}
