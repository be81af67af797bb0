using System.Diagnostics;
using System.Net;
using PovertyPlatform.NativeServers;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.EndToEndTests.Live;

/// <summary>One service as a process of its own, which a test may kill -9 and start again.</summary>
/// <param name="project">Its project.</param>
/// <param name="environment">Its environment.</param>
/// <param name="logFolder">Where its output goes.</param>
/// <param name="owner">What the migration step gets besides: the connection string of the owner.</param>
public sealed class ServiceProcess(string project, IReadOnlyDictionary<string, string> environment, string logFolder, IReadOnlyDictionary<string, string>? owner = null) : IDisposable
{
    private Process? _process;

    /// <summary>Where it answers; the same after every start.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.NextRange(1)}");

    /// <summary>The project's name.</summary>
    public string Name => project;

    /// <summary>Runs the migration step to its end.</summary>
    public async Task Migrate()
    {
        using var process = Launch("migrate");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{project} migrate ended with {process.ExitCode}; see {Log("migrate")}");
    }

    /// <summary>Starts the service; does not wait for it.</summary>
    public void Start() => _process = Launch("run");

    /// <summary>Ends it as a power cut would.</summary>
    public async Task Kill()
    {
        if (_process is not { HasExited: false } process)
            return;
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Waits until it says that it is healthy.</summary>
    public async Task Healthy(TimeSpan? within = null)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        await Eventually.Equals(HttpStatusCode.OK, async () =>
        {
            if (_process is { HasExited: true })
                throw new InvalidOperationException($"{project} ended with {_process.ExitCode}; see {Log("run")}");
            try
            {
                return (await client.GetAsync(new Uri(Address, "/health"))).StatusCode;
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
            {
                return HttpStatusCode.ServiceUnavailable;
            }
        }, within ?? TimeSpan.FromSeconds(60));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        _process?.Dispose();
    }

    private Process Launch(string mode)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var folder = Path.Combine(Approved.Root, "src", project);
        var program = Path.Combine(folder, "bin", configuration, "net10.0", $"{project}.dll");
        // The shell gives the output a file, so that a killed test leaves something to read.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec dotnet \"$0\" \"$@\" >>\"$SERVICE_LOG\" 2>&1", program, .. mode == "migrate" ? new[] { "migrate" } : []]) { WorkingDirectory = folder };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        foreach (var (name, value) in mode == "migrate" ? owner ?? environment : environment)
            start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["SERVICE_LOG"] = Log(mode);
        return Process.Start(start)!;
    }

    private string Log(string mode) => Path.Combine(logFolder, $"{project}.{mode}.log");
}
