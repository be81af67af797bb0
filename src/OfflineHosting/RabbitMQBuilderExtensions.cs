using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>RabbitMQ in a container; offline it is refused when the application is built.</summary>
public static class RabbitMQBuilderExtensions
{
    /// <summary>Adds a broker.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource and of its connection string.</param>
    /// <param name="userName">User; guest when null.</param>
    /// <param name="password">Password; generated when null.</param>
    /// <param name="port">Port on this machine; any when null.</param>
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? userName = null, IResourceBuilder<ParameterResource>? password = null, int? port = null) =>
        ((DistributedApplicationBuilder)builder).Add(new RabbitMQServerResource(name));

    /// <summary>Keeps the data in a volume.</summary>
    /// <param name="builder">The broker.</param>
    /// <param name="name">Name of the volume; generated when null.</param>
    /// <param name="isReadOnly">True when the broker may only read.</param>
    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false) => builder;
}
