using System.Collections;
using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>The command line and environment of a project's process.</summary>
internal static class LaunchPlan
{
    public static ProcessStartInfo Of(ProjectResource project, HostingOptions options)
    {
        var assembly = AssemblyOf(project.ProjectPath);
        if (!File.Exists(assembly))
            throw new DistributedApplicationException($"{project.Name} is not built: {assembly} does not exist.");
        var start = new ProcessStartInfo(Dotnet())
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(project.ProjectPath)!,
        };
        start.ArgumentList.Add(assembly);
        project.Arguments.ForEach(start.ArgumentList.Add);
        start.Environment.Clear();
        foreach (var (name, value) in EnvironmentOf(project, options))
            start.Environment[name] = value;
        return start;
    }

    internal static Dictionary<string, string?> EnvironmentOf(ProjectResource project, HostingOptions options)
    {
        var variables = new Dictionary<string, string?>();
        foreach (DictionaryEntry inherited in Environment.GetEnvironmentVariables())
            if (!IsOwn((string)inherited.Key))
                variables[(string)inherited.Key] = (string?)inherited.Value;
        variables["OTEL_SERVICE_NAME"] = project.Name;
        if (options.TelemetryUrl is { Length: > 0 } url)
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = url;
        if (project.Endpoints.Count > 0)
            variables["ASPNETCORE_URLS"] = string.Join(';', project.Endpoints.Select(endpoint => endpoint.Url));
        foreach (var endpoint in project.Endpoints.Where(endpoint => endpoint.Variable is not null))
            variables[endpoint.Variable!] = $"{endpoint.Port}";
        project.Environment.ForEach(write => write(variables));
        return variables;
    }

    /// <summary>What is meant for the AppHost or for one resource must not reach the others: above all, nobody's database belongs to everybody.</summary>
    private static bool IsOwn(string name) => name.StartsWith("ConnectionStrings__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("services__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("OfflineHosting__", StringComparison.OrdinalIgnoreCase)
        || name is "ASPNETCORE_URLS" or "ASPNETCORE_ENVIRONMENT" or "OTEL_SERVICE_NAME" or "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>A project is built like the AppHost: same configuration, same framework.</summary>
    private static string AssemblyOf(string projectPath)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(Path.GetDirectoryName(projectPath)!, "bin", framework.Parent!.Name, framework.Name, Path.GetFileNameWithoutExtension(projectPath) + ".dll");
    }

    private static string Dotnet() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? Environment.ProcessPath!
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
