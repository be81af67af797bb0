using System.Globalization;
using Npgsql;

namespace PovertyPlatform.NativeServers;

/// <summary>A private PostgreSQL of this machine's own package: own folder, own port, loopback only. fsync and synchronous_commit stay on.</summary>
/// <param name="folder">Folder of data and log; made when missing.</param>
/// <param name="port">Port on 127.0.0.1.</param>
/// <param name="sharedBuffersMb">Shared buffers in MB.</param>
public sealed class PostgresServer(string folder, int port, int sharedBuffersMb = 128)
{
    private const string Owner = "postgres";
    private readonly string _data = Path.Combine(folder, "data");
    private readonly string _log = Path.Combine(folder, "postgres.log");

    /// <summary>Port on 127.0.0.1.</summary>
    public int Port { get; } = port;

    /// <summary>Log of the server.</summary>
    public string LogFile => _log;

    /// <summary>Connection string of the superuser to a database of this server.</summary>
    public string ConnectionString(string database = "postgres") =>
        $"Host=127.0.0.1;Port={Port};Username={Owner};Database={database};Include Error Detail=false";

    /// <summary>Newest installed server binaries, or null.</summary>
    public static string? FindBinaries() => new[] { "/usr/lib/postgresql", "/usr/pgsql" }
        .Where(Directory.Exists).SelectMany(Directory.GetDirectories)
        .Where(version => File.Exists(Path.Combine(version, "bin", "initdb")))
        .OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0)
        .Select(version => Path.Combine(version, "bin")).FirstOrDefault();

    /// <summary>Process id of the running server, or null.</summary>
    public int? Pid => File.Exists(Path.Combine(_data, "postmaster.pid"))
        && int.TryParse(File.ReadLines(Path.Combine(_data, "postmaster.pid")).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
        && Launch.IsOurs(pid, _data) ? pid : null;

    /// <summary>Starts the server, making its data folder the first time; returns when it answers.</summary>
    /// <exception cref="NativeServerException">No binaries, the port is taken, or it did not come up.</exception>
    public async Task Start(CancellationToken ct = default)
    {
        if (Pid is not null)
            return;
        var binaries = FindBinaries() ?? throw new NativeServerException("PostgreSQL is not installed: apt-get install postgresql");
        if (FreePort.IsTaken(Port))
            throw new NativeServerException($"Port {Port} for PostgreSQL is {PortOwner.Describe(Port)}; choose another with DEV_POSTGRES_PORT.");
        Directory.CreateDirectory(folder);
        if (Launch.IsRoot)
            await Launch.Run("/bin/chown", ["-R", $"{Owner}:{Owner}", folder], null, ct);
        if (!File.Exists(Path.Combine(_data, "PG_VERSION")))
            await AsOwner(Path.Combine(binaries, "initdb"), ["-D", _data, "-U", Owner, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], ct);
        // A container's first process may never bury its dead: pg_ctl would take the killed server for a running one.
        File.Delete(Path.Combine(_data, "postmaster.pid"));
        await AsOwner(Path.Combine(binaries, "pg_ctl"), ["-D", _data, "-l", _log, "-w", "-t", "60", "-s", "-o", Options(), "start"], ct);
    }

    /// <summary>Stops the server cleanly (fast).</summary>
    public async Task Stop(CancellationToken ct = default)
    {
        if (Pid is not { } pid)
            return;
        Launch.Signal(pid, "INT");
        if (!await Launch.Ended(pid, TimeSpan.FromSeconds(30), ct))
            Launch.Signal(pid, "QUIT");
        await Launch.Ended(pid, TimeSpan.FromSeconds(10), ct);
    }

    /// <summary>Kills the server as a power cut would (kill -9), children too.</summary>
    public async Task Kill(CancellationToken ct = default)
    {
        if (Pid is not { } pid)
            return;
        Launch.Signal(pid, "KILL");
        await Launch.Ended(pid, TimeSpan.FromSeconds(10), ct);
        // Orphaned backends hold the shared memory for a moment; a start before they are gone would be refused.
        await Task.Delay(300, ct);
    }

    /// <summary>Creates a database when missing.</summary>
    public async Task CreateDatabase(string name, CancellationToken ct = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionString());
        await connection.OpenAsync(ct);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await exists.ExecuteScalarAsync(ct) is null)
            await new NpgsqlCommand($"create database \"{name}\"", connection).ExecuteNonQueryAsync(ct);
    }

    private string Options() => string.Join(' ',
        $"-p {Port}", "-c listen_addresses=127.0.0.1", "-c unix_socket_directories=''", "-c max_connections=300", $"-c shared_buffers={sharedBuffersMb}MB",
        "-c fsync=on", "-c synchronous_commit=on", "-c max_wal_size=4GB", "-c checkpoint_timeout=15min", "-c idle_in_transaction_session_timeout=60s",
        "-c timezone=UTC", "-c jit=off", "-c max_locks_per_transaction=512");

    private static Task<string> AsOwner(string program, IReadOnlyList<string> arguments, CancellationToken ct) => Launch.IsRoot
        ? Launch.Run("/usr/bin/setpriv", [$"--reuid={Owner}", $"--regid={Owner}", "--init-groups", program, .. arguments], new Dictionary<string, string> { ["HOME"] = "/tmp" }, ct)
        : Launch.Run(program, arguments, null, ct);
}
