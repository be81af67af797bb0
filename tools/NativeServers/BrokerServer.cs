using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PovertyPlatform.NativeServers;

/// <summary>A private RabbitMQ node of this machine's own package: own folder, cookie, ports and name mapper, loopback only.</summary>
/// <param name="folder">Folder of data, logs and cookie; made when missing.</param>
/// <param name="port">AMQP port on 127.0.0.1; the ports above it serve the node itself.</param>
public sealed class BrokerServer(string folder, int port)
{
    private readonly string _pidFile = Path.Combine(folder, "node.pid");
    private readonly string _node = $"pp{port}@localhost";

    /// <summary>AMQP port on 127.0.0.1.</summary>
    public int Port { get; } = port;

    /// <summary>Log of the node.</summary>
    public string LogFile => Path.Combine(folder, "console.log");

    /// <summary>AMQP address of a virtual host.</summary>
    public string Uri(string virtualHost = "/") =>
        $"amqp://platform:platform@127.0.0.1:{Port}/{(virtualHost == "/" ? "%2F" : System.Uri.EscapeDataString(virtualHost))}";

    /// <summary>Folder of the server's programs, or null.</summary>
    public static string? FindBinaries() => Directory.Exists("/usr/lib/rabbitmq/lib")
        ? Directory.GetDirectories("/usr/lib/rabbitmq/lib", "rabbitmq_server-*").Order().Select(home => Path.Combine(home, "sbin"))
            .LastOrDefault(sbin => File.Exists(Path.Combine(sbin, "rabbitmq-server")))
        : null;

    /// <summary>Process id of the running node, or null.</summary>
    public int? Pid => File.Exists(_pidFile) && int.TryParse(File.ReadAllText(_pidFile).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
        && Launch.IsOurs(pid, folder) ? pid : null;

    /// <summary>Starts the node; returns when it answers AMQP.</summary>
    /// <exception cref="NativeServerException">No binaries, a port is taken, or it did not come up.</exception>
    public async Task Start(CancellationToken ct = default)
    {
        if (Pid is not null && await Answers(ct))
            return;
        var binaries = FindBinaries() ?? throw new NativeServerException("RabbitMQ is not installed: apt-get install rabbitmq-server");
        if (FreePort.IsTaken(Port))
            throw new NativeServerException($"Port {Port} for RabbitMQ is {PortOwner.Describe(Port)}; choose another with DEV_RABBITMQ_PORT.");
        Prepare();
        using var process = Launch.StartServer(Path.Combine(binaries, "rabbitmq-server"), [], NodeEnvironment(), LogFile);
        for (var until = DateTime.UtcNow.AddSeconds(60); DateTime.UtcNow < until; await Task.Delay(100, ct))
        {
            if (await Answers(ct) && Pid is not null)
                return;
            if (process.HasExited && Pid is null)
                break;
        }

        throw new NativeServerException($"RabbitMQ did not start; read {LogFile}");
    }

    /// <summary>Stops the node cleanly.</summary>
    public async Task Stop(CancellationToken ct = default)
    {
        if (Pid is { } pid)
        {
            Launch.Signal(pid, "TERM");
            if (!await Launch.Ended(pid, TimeSpan.FromSeconds(30), ct))
                Launch.Signal(pid, "KILL");
        }

        await StopNameMapper(ct);
    }

    /// <summary>Kills the node as a power cut would (kill -9).</summary>
    public async Task Kill(CancellationToken ct = default)
    {
        if (Pid is not { } pid)
            return;
        Launch.Signal(pid, "KILL");
        await Launch.Ended(pid, TimeSpan.FromSeconds(10), ct);
        for (var until = DateTime.UtcNow.AddSeconds(5); DateTime.UtcNow < until && FreePort.IsTaken(Port); await Task.Delay(50, ct)) { }
    }

    /// <summary>Creates virtual hosts with the same permissions and policies as the default one.</summary>
    public async Task CreateVirtualHosts(IReadOnlyCollection<string> names, CancellationToken ct = default)
    {
        // One import for all: each command starts a whole runtime, which costs more than the hosts.
        var definitions = JsonNode.Parse(Definitions())!.AsObject();
        definitions.Remove("users");
        foreach (var (kind, parts) in definitions.ToList())
            definitions[kind] = new JsonArray([.. names.SelectMany(name => parts!.AsArray().Select(part => For(name, part!.DeepClone().AsObject())))]);
        var file = Path.Combine(folder, $"vhosts-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, definitions.ToJsonString(), ct);
        // The node opens its port a moment before it lets itself be controlled; on a busy machine the moment is long.
        for (var until = DateTime.UtcNow.AddSeconds(15); ; await Task.Delay(500, ct))
        {
            try
            {
                await Control(["import_definitions", file], ct);
                break;
            }
            catch (NativeServerException failure) when (DateTime.UtcNow < until && failure.Message.Contains("to be running", StringComparison.Ordinal))
            {
            }
        }

        File.Delete(file);
    }

    private static JsonObject For(string name, JsonObject part)
    {
        part[part.ContainsKey("vhost") ? "vhost" : "name"] = name;
        return part;
    }

    /// <summary>Runs rabbitmqctl against this node and returns what it printed.</summary>
    public Task<string> Control(IReadOnlyList<string> arguments, CancellationToken ct = default) =>
        Launch.Run(Path.Combine(FindBinaries()!, "rabbitmqctl"), ["-n", _node, .. arguments], NodeEnvironment(), ct);

    private static string Definitions()
    {
        using var reader = new StreamReader(typeof(BrokerServer).Assembly.GetManifestResourceStream("definitions.json")!);
        return reader.ReadToEnd();
    }

    private async Task<bool> Answers(CancellationToken ct)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port, ct);
            await client.GetStream().WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), ct);
            var answer = new byte[1];
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(2000);
            return await client.GetStream().ReadAsync(answer, patience.Token) == 1;
        }
        catch (Exception away) when (away is SocketException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Prepare()
    {
        Directory.CreateDirectory(folder);
        var cookie = Path.Combine(folder, ".erlang.cookie");
        if (!File.Exists(cookie))
        {
            File.WriteAllText(cookie, Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(cookie, UnixFileMode.UserRead);
        }

        var definitions = Path.Combine(folder, "definitions.json");
        File.WriteAllText(definitions, Definitions(), new UTF8Encoding(false));
        File.WriteAllText(Path.Combine(folder, "rabbitmq.conf"), string.Join('\n',
            $"listeners.tcp.default = 127.0.0.1:{Port}", $"load_definitions = {definitions}", "loopback_users = none",
            "disk_free_limit.absolute = 500MB", "log.console.level = warning", "vm_memory_high_watermark.absolute = 2GB", ""));
        File.WriteAllText(Path.Combine(folder, "enabled_plugins"), "[].\n");
    }

    private Dictionary<string, string> NodeEnvironment() => new()
    {
        ["HOME"] = folder,
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_NODENAME"] = _node,
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = $"{Port}",
        ["RABBITMQ_DIST_PORT"] = $"{Port + 1}",
        ["ERL_EPMD_PORT"] = $"{Port + 2}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_CTL_DIST_PORT_MIN"] = $"{Port + 3}",
        ["RABBITMQ_CTL_DIST_PORT_MAX"] = $"{Port + 9}",
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(folder, "config"),
        ["RABBITMQ_PID_FILE"] = _pidFile,
        // Otherwise it falls where the caller stands, which may be somebody's checkout.
        ["ERL_CRASH_DUMP"] = Path.Combine(folder, "erl_crash.dump"),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        ["LANG"] = "C.UTF-8",
    };

    /// <summary>The node starts its own name mapper, which outlives it; it is found by the port it listens on.</summary>
    private async Task StopNameMapper(CancellationToken ct)
    {
        foreach (var process in Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)))
        {
            try
            {
                if (File.ReadAllText($"/proc/{process}/comm").Trim() != "epmd" || !File.ReadAllText($"/proc/{process}/environ").Contains($"ERL_EPMD_PORT={Port + 2}\0", StringComparison.Ordinal))
                    continue;
                Launch.Signal(int.Parse(process!, CultureInfo.InvariantCulture), "TERM");
                await Launch.Ended(int.Parse(process!, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(3), ct);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // A process that ended between listing and reading.
            }
        }
    }
}
