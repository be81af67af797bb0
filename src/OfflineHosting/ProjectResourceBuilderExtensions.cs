using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>.NET projects of the solution.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project as a process.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource; others find it under this name.</param>
    /// <typeparam name="TProject">The project, from the generated namespace <c>Projects</c>.</typeparam>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() =>
        ((DistributedApplicationBuilder)builder).Add(new ProjectResource(name, new TProject().ProjectPath));
}
