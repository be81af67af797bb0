using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Values from configuration.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a server that runs already, known by its connection string in <c>ConnectionStrings:name</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource and of the connection string.</param>
    /// <param name="environmentVariableName">Not used offline.</param>
    /// <exception cref="DistributedApplicationException">The connection string is missing.</exception>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) =>
        ((DistributedApplicationBuilder)builder).Add(new GivenServer(name, builder.Configuration.GetConnectionString(name)
            ?? throw new DistributedApplicationException($"Connection string '{name}' is missing: set ConnectionStrings__{name}.")));

    /// <summary>Adds a parameter with a value.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="value">Its value.</param>
    /// <param name="publishValueAsDefault">Not used offline.</param>
    /// <param name="secret">Not used offline.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        ((DistributedApplicationBuilder)builder).Add(new ParameterResource(name, value));
}
