using System.CommandLine;
using PovertyPlatform.Dev;
using PovertyPlatform.Dev.Commands;
using PovertyPlatform.NativeServers;
using Spectre.Console;

var root = new RootCommand("Runs, tests and measures PovertyPlatform on this machine. Ports: DEV_GATEWAY_PORT, DEV_POSTGRES_PORT, DEV_RABBITMQ_PORT, DEV_DASHBOARD_PORT.");
foreach (var command in new[]
{
    UpCommand.Create(), DownCommand.Create(), LogsCommand.Create(), TraceCommand.Create(), DemoCommand.Create(), SeedCommand.Create(), LoadAreasCommand.Create(), VerifyAuditCommand.Create(), EndAuditMonthsCommand.Create(), RotateKeysCommand.Create(),
    CreateAdministratorCommand.Create(),
    TestCommand.Create(), CheckCommand.Create(), BenchCommand.Create(), DoctorCommand.Create(),
})
    root.Subcommands.Add(command);

// Where nobody watches, lines are for a file: they are not cut at a screen's width.
if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 200;

try
{
    // A command that is interrupted puts its processes away first; that may take longer than the default two seconds.
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
}
catch (TaskCanceledException late) when (late.InnerException is TimeoutException)
{
    AnsiConsole.MarkupLineInterpolated($"[red]No answer in time: {late.InnerException.Message}[/] ./dev logs tells what the services did.");
    return 1;
}
catch (OperationCanceledException)
{
    AnsiConsole.MarkupLine("[yellow]interrupted[/]");
    return 130;
}
catch (Exception failure) when (failure is DevException or NativeServerException)
{
    AnsiConsole.MarkupLineInterpolated($"[red]{failure.Message}[/]");
    return 1;
}
