using PovertyPlatform.NativeServers;

namespace PovertyPlatform.Dev.Stack;

/// <summary>Starts the AppHost as a process that outlives this command, and watches it come up.</summary>
internal static class AppHost
{
    /// <summary>Starts it; the process id.</summary>
    public static int Start(Workplace place, string hosting, DevSettings settings, Servers? servers, Dashboard? dashboard)
    {
        var environment = new Dictionary<string, string>(servers?.ConnectionStrings() ?? [])
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["Gateway__Port"] = $"{settings.Gateway}",
            ["Postgres__Port"] = $"{settings.Postgres}",
            ["RabbitMq__Port"] = $"{settings.RabbitMq}",
            ["Telemetry__SpanFolder"] = place.Spans,
            ["Identity__DataFolder"] = place.Identity,
            ["Audit__Folder"] = place.Audit,
            ["Protection__KeyFile"] = place.Keys,
            ["Webhooks__AllowLoopback"] = "true",
            ["OfflineHosting__Folder"] = place.Data,
        };
        if (dashboard is not null)
            environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = dashboard.TelemetryUrl;
        Directory.CreateDirectory(place.Identity);
        Directory.CreateDirectory(place.Logs);
        ForgetOldSpans(place.Spans);
        File.Delete(place.StatusFile);
        File.Delete(place.LogFile("apphost"));
        string[] arguments = hosting == "offline"
            ? [place.Assembly("src/AppHost")]
            : ["run", "--project", place.At("src", "AppHost"), "-c", Workplace.Configuration, "-p:OfflineHosting=false", "--no-launch-profile"];
        if (hosting == "aspire")
            ForAspire(environment, settings.Dashboard);
        using var process = Launch.StartServer(Shell.Dotnet, arguments, environment, place.LogFile("apphost"));
        return process.Id;
    }

    /// <summary>What launchSettings.json says, with the ports of this workplace: Aspire starts its dashboard itself.</summary>
    private static void ForAspire(Dictionary<string, string> environment, int dashboard)
    {
        environment["OfflineHosting"] = "false";
        environment["ASPNETCORE_URLS"] = $"http://localhost:{dashboard}";
        environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://localhost:{dashboard + 1}";
        environment["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = $"http://localhost:{dashboard + 2}";
        environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
    }

    /// <summary>Spans are for looking at what just happened; nobody should find a full disk after a month.</summary>
    private static void ForgetOldSpans(string folder)
    {
        const long Most = 200L << 20;
        if (Directory.Exists(folder) && new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length) > Most)
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Returns when every resource is healthy.</summary>
    /// <exception cref="DevException">One failed, or it took too long; the message names the log and shows its end.</exception>
    public static async Task WaitUntilHealthy(Workplace place, StackRecord stack, Progress progress, CancellationToken ct)
    {
        if (stack.Hosting == "aspire")
        {
            await progress.Step("gateway", _ => WaitForGateway(place, stack, ct));
            return;
        }

        for (var until = DateTime.UtcNow.AddMinutes(5); DateTime.UtcNow < until; await Task.Delay(100, ct))
        {
            if (!stack.IsRunning)
                throw new DevException($"The AppHost ended.\n{Tail(place.LogFile("apphost"))}\nLog: {place.Short(place.LogFile("apphost"))}");
            if (Status.Read(place) is not { } status)
                continue;
            foreach (var resource in status.Resources)
                progress.Set(resource.Name, resource.State, resource.Reason ?? resource.Url ?? "");
            // Others fail only because they wait for the first that did.
            if (status.Resources.Where(resource => resource.HasFailed).MinBy(resource => resource.Since) is { } failed)
                throw new DevException($"{failed.Name} failed: {failed.Reason}\n{Tail(failed.Log)}\nLog: {place.Short(failed.Log)}");
            if (status.Resources.All(resource => resource.IsReady))
                return;
        }

        var late = Status.Read(place)?.Resources.FirstOrDefault(resource => !resource.IsReady);
        throw new DevException($"{late?.Name ?? "The AppHost"} was not healthy within five minutes. Log: {place.Short(late?.Log ?? place.LogFile("apphost"))}");
    }

    /// <summary>Stops it; it stops its services in reverse order.</summary>
    public static async Task Stop(StackRecord stack, CancellationToken ct)
    {
        if (!stack.IsRunning)
            return;
        Launch.Signal(stack.AppHostPid, "TERM");
        if (!await Launch.Ended(stack.AppHostPid, TimeSpan.FromSeconds(60), ct))
            Launch.Signal(stack.AppHostPid, "KILL");
    }

    /// <summary>The last lines of a log that say something: frames of a stack are left to the file.</summary>
    public static string Tail(string file, int lines = 12) => !File.Exists(file) ? "" : string.Join('\n', File.ReadLines(file)
        .Where(line => line.Length > 0 && !line.TrimStart().StartsWith("at ", StringComparison.Ordinal) && !line.Contains("--- End of", StringComparison.Ordinal))
        .TakeLast(lines).Select(line => $"  | {line}"));

    private static async Task WaitForGateway(Workplace place, StackRecord stack, CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        for (var until = DateTime.UtcNow.AddMinutes(5); DateTime.UtcNow < until; await Task.Delay(500, ct))
        {
            try
            {
                // The gateway starts when all services are healthy, so its answer stands for theirs.
                if ((await http.GetAsync(new Uri($"{stack.GatewayUrl}/health"), ct)).IsSuccessStatusCode)
                    return;
            }
            catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
            {
                if (!stack.IsRunning)
                    break;
            }
        }

        throw new DevException($"The gateway does not answer.\n{Tail(place.LogFile("apphost"))}\nLog: {place.Short(place.LogFile("apphost"))}");
    }
}
