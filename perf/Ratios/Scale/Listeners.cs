using System.Diagnostics;
using Npgsql;
using PovertyPlatform.NativeServers;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.TestKit.Servers;

namespace PovertyPlatform.Ratios.Scale;

/// <summary>The services that hear of recognitions, each a process of its own with a database of its own, on the registry's broker.</summary>
internal sealed class Listeners : IAsyncDisposable
{
    private readonly List<Process> _processes = [];
    private readonly List<string> _databases = [];

    public required NpgsqlDataSource Support { get; init; }

    public required NpgsqlDataSource Partner { get; init; }

    public required NpgsqlDataSource Reporting { get; init; }

    /// <summary>Makes the databases, declares the queues and starts the services.</summary>
    /// <param name="messaging">AMQP URI of the registry's virtual host.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Listeners> Start(string messaging, CancellationToken ct)
    {
        var servers = await TestServers.Start();
        var names = new Dictionary<string, string>();
        foreach (var database in new[] { "supportdb", "partnerdb", "reportingdb" })
            names[database] = await servers.CreateDatabase(database);
        var listeners = new Listeners
        {
            Support = NpgsqlDataSource.Create(servers.Database(names["supportdb"])),
            Partner = NpgsqlDataSource.Create(servers.Database(names["partnerdb"])),
            Reporting = NpgsqlDataSource.Create(servers.Database(names["reportingdb"])),
        };
        listeners._databases.AddRange(names.Values);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => listeners._processes.ForEach(process => process.Kill());
        foreach (var (program, database) in new[] { ("SupportProgramService", "supportdb"), ("PartnerService", "partnerdb"), ("ReportingService", "reportingdb") })
            await listeners.Launch(program, database, servers.Database(names[database]), messaging, ct);
        return listeners;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _processes.Clear();
        foreach (var source in new[] { Support, Partner, Reporting })
            await source.DisposeAsync();
        foreach (var database in _databases)
            await (await TestServers.Start()).DropDatabase(database);
    }

    private async Task Launch(string program, string database, string owner, string messaging, CancellationToken ct)
    {
        var port = FreePort.Next();
        Process Run(string connection, params string[] arguments)
        {
            var start = new ProcessStartInfo("dotnet", [Built(program), .. arguments]) { UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(Built(program))! };
            start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
            start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
            start.Environment["Logging__LogLevel__Default"] = "Warning";
            start.Environment[$"ConnectionStrings__{database}"] = connection;
            start.Environment["ConnectionStrings__messaging"] = messaging;
            return Process.Start(start)!;
        }

        using (var migration = Run(owner, "migrate"))
        {
            await migration.WaitForExitAsync(ct);
            if (migration.ExitCode != 0)
                throw new InvalidOperationException($"{program} migrate ended with {migration.ExitCode}.");
        }

        _processes.Add(Run(DatabaseRoles.Of(database, null).AsApp(owner)));
        for (var until = DateTime.UtcNow.AddSeconds(90); !FreePort.IsTaken(port); await Task.Delay(100, ct))
            if (DateTime.UtcNow > until || _processes[^1].HasExited)
                throw new TimeoutException($"{program} does not listen.");
    }

    /// <summary>A service as it was built beside the benchmark, in the same configuration.</summary>
    private static string Built(string program)
    {
        var parts = typeof(Listeners).Assembly.Location.Split(Path.DirectorySeparatorChar);
        return Path.Combine(string.Join(Path.DirectorySeparatorChar, parts[..^6]), "src", program, Path.Combine(parts[^4..^1]), $"{program}.dll");
    }
}
