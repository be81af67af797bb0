using Aspire.Hosting.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project that runs as a process.</summary>
public class ProjectResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport
{
    internal ProjectResource(string name, string projectPath)
        : base(name) => ProjectPath = projectPath;

    internal string ProjectPath { get; }

    internal List<string> Arguments { get; } = [];

    /// <summary>Write environment variables when the process starts: ports are known only then.</summary>
    internal List<Action<IDictionary<string, string?>>> Environment { get; } = [];

    internal List<Wait> Waits { get; } = [];

    internal List<Endpoint> Endpoints { get; } = [];

    internal string? HealthPath { get; set; }
}
