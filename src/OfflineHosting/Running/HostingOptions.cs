using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Running;

/// <summary>Settings of offline hosting, all optional.</summary>
/// <param name="Folder">Where logs and the status file go (<c>OfflineHosting:Folder</c>; default <c>.data</c> above the AppHost).</param>
/// <param name="TelemetryUrl">Where services send telemetry, under Aspire's own key <c>ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL</c>.</param>
/// <param name="Patience">How long a resource may take to become healthy before the delay is reported (<c>OfflineHosting:Patience</c>).</param>
/// <param name="StopWithin">How long a process may take to end after SIGTERM before it is killed.</param>
internal sealed record HostingOptions(string Folder, string? TelemetryUrl, TimeSpan Patience, TimeSpan StopWithin)
{
    public string LogFile(string resource) => Path.Combine(Folder, "logs", $"{resource}.log");

    public string StatusFile => Path.Combine(Folder, "status.json");

    public static HostingOptions From(IConfiguration configuration, string appHostDirectory) => new(
        Path.GetFullPath(configuration["OfflineHosting:Folder"] ?? "../../.data", appHostDirectory),
        configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"],
        configuration.GetValue("OfflineHosting:Patience", TimeSpan.FromSeconds(60)),
        configuration.GetValue("OfflineHosting:StopWithin", TimeSpan.FromSeconds(15)));
}
