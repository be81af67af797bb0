using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>PostgreSQL in a container; offline it is refused when the application is built.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Adds a server.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="userName">User; postgres when null.</param>
    /// <param name="password">Password; generated when null.</param>
    /// <param name="port">Port on this machine; any when null.</param>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? userName = null, IResourceBuilder<ParameterResource>? password = null, int? port = null) =>
        ((DistributedApplicationBuilder)builder).Add(new PostgresServerResource(name));

    /// <summary>Adds a database to a server.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">Name of the resource and of its connection string.</param>
    /// <param name="databaseName">Name of the database; the resource's when null.</param>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null) =>
        ((DistributedApplicationBuilder)builder.ApplicationBuilder).Add(new PostgresDatabaseResource(name));

    /// <summary>Keeps the data in a volume.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">Name of the volume; generated when null.</param>
    /// <param name="isReadOnly">True when the server may only read.</param>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) => builder;
}
