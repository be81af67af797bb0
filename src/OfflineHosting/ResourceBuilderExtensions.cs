using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Aspire.Hosting;

/// <summary>How resources run, and who waits for whom.</summary>
public static class ResourceBuilderExtensions
{
    /// <summary>Starts the resource only when the dependency runs, and is healthy if it has a health check.</summary>
    /// <param name="builder">Who waits.</param>
    /// <param name="dependency">For whom.</param>
    /// <typeparam name="T">Kind of the resource.</typeparam>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => Configure(builder, project => project.Waits.Add(new Wait(dependency.Resource, null)));

    /// <summary>Starts the resource only when the dependency has ended with a given code.</summary>
    /// <param name="builder">Who waits.</param>
    /// <param name="dependency">For whom.</param>
    /// <param name="exitCode">The code that means success.</param>
    /// <typeparam name="T">Kind of the resource.</typeparam>
    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0)
        where T : IResourceWithWaitSupport => Configure(builder, project => project.Waits.Add(new Wait(dependency.Resource, exitCode)));

    /// <summary>Adds arguments to the command line.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="args">The arguments.</param>
    /// <typeparam name="T">Kind of the resource.</typeparam>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : IResourceWithArgs => Configure(builder, project => project.Arguments.AddRange(args));

    /// <summary>Sets an environment variable.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="name">Name of the variable.</param>
    /// <param name="value">Its value; null sets it empty.</param>
    /// <typeparam name="T">Kind of the resource.</typeparam>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => Configure(builder, project => project.Environment.Add(variables => variables[name] = value));

    /// <summary>Marks the HTTP endpoints as reachable from outside when deployed; on this machine every endpoint stays local.</summary>
    /// <param name="builder">The resource.</param>
    /// <typeparam name="T">Kind of the resource.</typeparam>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints => builder;

    /// <summary>Adds an HTTP endpoint.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">Port others use; any free one when null.</param>
    /// <param name="targetPort">Port the process listens on; offline the same as <paramref name="port"/>, because no proxy stands between.</param>
    /// <param name="name">Name of the endpoint; <c>http</c> when null.</param>
    /// <param name="env">Environment variable that gets the port.</param>
    /// <param name="isProxied">Not used offline.</param>
    /// <typeparam name="T">Kind of the resource.</typeparam>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints => Configure(builder, project => project.Endpoints.Add(new Endpoint(name ?? "http", port ?? targetPort, env)));

    /// <summary>Asks a path of the resource whether it is healthy; who waits for it waits until it is.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="path">Path of the question; the root when null.</param>
    /// <param name="statusCode">Offline always 200.</param>
    /// <param name="endpointName">Offline always the first endpoint.</param>
    /// <typeparam name="T">Kind of the resource.</typeparam>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints => Configure(builder, project => project.HealthPath = path ?? "/");

    /// <summary>Gives the resource the connection string of another as <c>ConnectionStrings__name</c>.</summary>
    /// <param name="builder">Who needs it.</param>
    /// <param name="source">Whose connection string.</param>
    /// <param name="connectionName">Name of the connection string; the source's when null.</param>
    /// <param name="optional">Not used offline.</param>
    /// <typeparam name="TDestination">Kind of the resource.</typeparam>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment => Configure(builder, project =>
            project.Environment.Add(variables => variables[$"ConnectionStrings__{connectionName ?? source.Resource.Name}"] = source.Resource switch
            {
                GivenServer server => server.ConnectionString,
                ConnectionStringResource put => put.Text,
                _ => null,
            }));

    /// <summary>Gives the resource the address of another for service discovery.</summary>
    /// <param name="builder">Who needs it.</param>
    /// <param name="source">Whose address.</param>
    /// <typeparam name="TDestination">Kind of the resource.</typeparam>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment => Configure(builder, project => project.Environment.Add(variables =>
        {
            foreach (var endpoint in ((ProjectResource)source.Resource).Endpoints)
                variables[$"services__{source.Resource.Name}__{endpoint.Name}__0"] = endpoint.Url;
        }));

    private static IResourceBuilder<T> Configure<T>(IResourceBuilder<T> builder, Action<ProjectResource> change)
        where T : IResource
    {
        if (builder.Resource is ProjectResource project)
            change(project);
        return builder;
    }
}
