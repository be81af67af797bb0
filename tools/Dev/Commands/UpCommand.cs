using System.CommandLine;
using PovertyPlatform.Dev.Stack;
using PovertyPlatform.NativeServers;
using Spectre.Console;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev up</c>: brings what is missing, builds, starts everything and waits until it is healthy.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var detach = new Option<bool>("--detach", "-d") { Description = "Return when everything is healthy; ./dev down stops it." };
        var dashboard = new Option<bool>("--dashboard") { Description = "Bring and start Aspire's dashboard (from npm, about 130 MB)." };
        var port = new Option<int?>("--port") { Description = "Port of the gateway (DEV_GATEWAY_PORT, else 8080)." };
        var noSample = new Option<bool>("--no-sample") { Description = "Do not load the sample province on the first start." };
        var command = new Command("up", "Starts the whole system. A second up keeps the data. Ctrl-C stops everything.") { detach, dashboard, port, noSample };
        command.SetAction((parsed, ct) => Run(
            Workplace.Here, DevSettings.Read(parsed.GetValue(port)), parsed.GetValue(detach), parsed.GetValue(dashboard), !parsed.GetValue(noSample), ct));
        return command;
    }

    private static async Task<int> Run(Workplace place, DevSettings settings, bool detach, bool wantsDashboard, bool sample, CancellationToken ct)
    {
        using var only = await OnlyOne.Enter(place, ct);
        if (StackRecord.Read(place) is { IsRunning: true } running)
        {
            AnsiConsole.MarkupLine("[green]Already running.[/] ./dev down stops it.");
            Summary.Print(place, running);
            return 0;
        }

        // What is left of a system whose AppHost was killed would hold the ports.
        await DownCommand.Stop(place, ct);
        StackRecord? stack = null;
        try
        {
            RefuseTakenPort(settings.Gateway);
            await Progress.Show(async progress => stack = await Start(place, settings, wantsDashboard, sample, progress, ct));
        }
        catch
        {
            await DownCommand.Stop(place, CancellationToken.None);
            throw;
        }

        Summary.Print(place, stack!);
        only.Leave();
        return detach ? 0 : await StayInFront(place, stack!, ct);
    }

    private static async Task<StackRecord> Start(Workplace place, DevSettings settings, bool wantsDashboard, bool sample, Progress progress, CancellationToken ct)
    {
        var hosting = "";
        await progress.Step("hosting", async say => say(Hosting.Explain(hosting = await Hosting.Choose(place, say, ct))));
        var containers = hosting == "aspire" && await Prerequisites.ContainerEngineAnswers(ct);
        var servers = containers ? null : new Servers(place, settings.Postgres, settings.RabbitMq);
        var record = new StackRecord(hosting, 0, settings.Gateway, containers, settings.Postgres, settings.RabbitMq, null, null);
        record.Write(place);

        Dashboard? dashboard = null;
        // Written at every step: whatever happens next, ./dev down finds what was started.
        var preparing = new List<Task> { progress.Step("build", say => Build.Run(place, say, ct)) };
        if (servers is not null)
            preparing.Add(StartServers(place, servers, progress, ct));
        if (hosting == "offline" && (wantsDashboard || Dashboard.IsInstalled(place)))
            preparing.Add(progress.Step("dashboard", async say =>
            {
                await Dashboard.Install(place, say, ct);
                dashboard = await Dashboard.Start(place, settings.Dashboard, ct);
                record = record with { Dashboard = dashboard.Url, DashboardPid = dashboard.Pid };
                record.Write(place);
                say(dashboard.Url);
            }));
        await Task.WhenAll(preparing);

        if (hosting == "aspire")
            record = record with { Dashboard = $"http://localhost:{settings.Dashboard}" };
        record = record with { AppHostPid = AppHost.Start(place, hosting, settings, servers, dashboard) };
        record.Write(place);
        await AppHost.WaitUntilHealthy(place, record, progress, ct);
        if (sample && !SampleProvince.IsLoaded(place))
            await progress.Step("sample province", say => SampleProvince.Load(place, record, say, ct));
        return record;
    }

    private static async Task StartServers(Workplace place, Servers servers, Progress progress, CancellationToken ct)
    {
        if (!Servers.AreInstalled)
            await progress.Step("install", say => Prerequisites.Ensure(place, say, ct));
        await Task.WhenAll(
            progress.Step("postgresql", async say =>
            {
                await servers.Postgres.Start(ct);
                say($"port {servers.Postgres.Port}");
            }),
            progress.Step("rabbitmq", async say =>
            {
                await servers.Broker.Start(ct);
                say($"port {servers.Broker.Port}");
            }));
    }

    private static void RefuseTakenPort(int port)
    {
        if (FreePort.IsTaken(port))
            throw new DevException($"Port {port} for the gateway is {PortOwner.Describe(port)}. Stop it, or choose another: ./dev up --port {port + 1} (or DEV_GATEWAY_PORT).");
    }

    private static async Task<int> StayInFront(Workplace place, StackRecord stack, CancellationToken ct)
    {
        AnsiConsole.MarkupLine("[grey]Ctrl-C stops everything; ./dev up --detach would return here. Logs follow.[/]");
        try
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var following = LogFiles.Follow(place, null, fromStart: false, ended.Token);
            while (stack.IsRunning && !ct.IsCancellationRequested)
                await Task.WhenAny(following, Task.Delay(300, ct));
            await ended.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C.
        }

        AnsiConsole.MarkupLine("\n[yellow]Stopping…[/]");
        await DownCommand.Stop(place, CancellationToken.None);
        AnsiConsole.MarkupLine("Stopped; the data stays in .data.");
        return ct.IsCancellationRequested ? 0 : 1;
    }
}
