using PovertyPlatform.NativeServers;

namespace PovertyPlatform.Dev.Stack;

/// <summary>Aspire's stand-alone dashboard, from its npm package: traces, metrics and logs of all services.</summary>
internal sealed record Dashboard(int Pid, string Url, string TelemetryUrl)
{
    private const string Version = "13.5.4";

    private static string Folder(Workplace place) => Path.Combine(place.Data, "dashboard");

    private static string? Program(Workplace place) => Directory.Exists(Folder(place))
        ? Directory.EnumerateFiles(Folder(place), "aspire", SearchOption.AllDirectories).FirstOrDefault(file => file.EndsWith("/bin/aspire", StringComparison.Ordinal))
        : null;

    public static bool IsInstalled(Workplace place) => Program(place) is not null;

    /// <summary>Brings the package: the pointer package, or where a mirror lacks it, the one for this platform.</summary>
    public static async Task Install(Workplace place, Action<string> heard, CancellationToken ct)
    {
        if (IsInstalled(place))
            return;
        var architecture = System.Runtime.InteropServices.RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        string[] packages = [$"@microsoft/aspire-cli-{(OperatingSystem.IsMacOS() ? "osx" : "linux")}-{architecture}@{Version}", $"@microsoft/aspire-cli@{Version}"];
        foreach (var package in packages)
        {
            heard($"npm install {package}");
            Directory.CreateDirectory(Folder(place));
            if (await Shell.Ask("npm", ["install", "--no-audit", "--no-fund", "--prefix", Folder(place), package], ct, TimeSpan.FromMinutes(5)) is not { } answer)
                throw new DevException("The dashboard comes from npm, and there is no npm here: install Node.js, or leave --dashboard out.");
            if (answer.Code == 0 && IsInstalled(place))
                return;
        }

        throw new DevException($"npm serves neither {string.Join(" nor ", packages)}; leave --dashboard out: traces are in {place.Short(place.Spans)} and ./dev trace draws them.");
    }

    /// <summary>Starts it; returns when its page answers.</summary>
    public static async Task<Dashboard> Start(Workplace place, int port, CancellationToken ct)
    {
        foreach (var wanted in Enumerable.Range(port, 3).Where(FreePort.IsTaken))
            throw new DevException($"Port {wanted} for the dashboard is {PortOwner.Describe(wanted)}; choose another with DEV_DASHBOARD_PORT.");
        var (url, telemetry) = ($"http://localhost:{port}", $"http://localhost:{port + 1}");
        // Its own home: it unpacks itself into it, and nobody's home folder should grow by 300 MB unasked.
        using var process = Launch.StartServer(
            Program(place)!,
            ["dashboard", "run", "--non-interactive", "--nologo", "--allow-anonymous", "--frontend-url", url, "--otlp-grpc-url", telemetry, "--otlp-http-url", $"http://localhost:{port + 2}"],
            new Dictionary<string, string> { ["HOME"] = Folder(place), ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "true" }, place.LogFile("dashboard"));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(2) };
        for (var until = DateTime.UtcNow.AddSeconds(60); DateTime.UtcNow < until && !process.HasExited; await Task.Delay(200, ct))
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(url), ct);
                return new Dashboard(process.Id, url, telemetry);
            }
            catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
            {
                // Not up yet.
            }
        }

        throw new DevException($"The dashboard did not start; read {place.Short(place.LogFile("dashboard"))}");
    }

    public static async Task Stop(int pid, CancellationToken ct)
    {
        if (!Launch.IsOurs(pid, "aspire"))
            return;
        Launch.Signal(pid, "TERM");
        if (!await Launch.Ended(pid, TimeSpan.FromSeconds(10), ct))
            Launch.Signal(pid, "KILL");
    }
}
