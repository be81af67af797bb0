using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PovertyPlatform.Messaging.Broker;
using PovertyPlatform.ServiceDefaults.Data;
using RabbitMQ.Client.Exceptions;

namespace PovertyPlatform.Messaging;

/// <summary>The migration step of a service (<c>Service migrate</c>): schema, rights, reference data, then exchanges, queues and bindings. Running it again changes nothing.</summary>
public static partial class ServiceMigration
{
    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(60);

    /// <summary>Runs the step on the application as registered, without starting it.</summary>
    /// <param name="builder">The application with database and messaging registered (messaging is optional).</param>
    /// <param name="connectionName">Connection string of the service's database; here with the right to create objects.</param>
    /// <param name="assembly">The service's own assembly, whose embedded <c>*.sql</c> run after those of ServiceDefaults and Messaging.</param>
    /// <param name="loadReference">
    /// Loads reference data idempotently; null when the service has none. It gets a scope of the service's container: the context (all areas),
    /// <c>NpgsqlDataSource</c>, and the configuration for <see cref="ReferenceFolder.Find"/>.
    /// </param>
    /// <returns>Exit code 0.</returns>
    /// <exception cref="InvalidOperationException">A script failed, or the connection string is missing; nothing is half-applied.</exception>
    /// <exception cref="BrokerUnreachableException">The broker did not answer for a minute.</exception>
    public static async Task<int> Run(
        WebApplicationBuilder builder, string connectionName, Assembly assembly, Func<IServiceProvider, CancellationToken, Task>? loadReference = null)
    {
        builder.Configuration[DatabaseMigration.RunningKey] = "true";
        await using var app = builder.Build();
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ServiceMigration));
        var connectionString = app.Configuration.GetConnectionString(connectionName)
            ?? throw new InvalidOperationException($"Connection string '{connectionName}' is missing; set ConnectionStrings__{connectionName}.");
        var hasMessaging = app.Services.GetService<MessagingBuilder>() is not null;
        Assembly[] assemblies = hasMessaging
            ? [typeof(DatabaseMigration).Assembly, typeof(ServiceMigration).Assembly, assembly]
            : [typeof(DatabaseMigration).Assembly, assembly];
        DatabaseMigration.Run(connectionString, assemblies, logger, DatabaseRoles.Of(connectionName, app.Configuration["Database:AppPassword"]));
        await using var scope = app.Services.CreateAsyncScope();
        if (loadReference is not null)
            await loadReference(scope.ServiceProvider, CancellationToken.None);
        if (hasMessaging)
            await DeclareQueues(app.Services, logger);
        return 0;
    }

    private static async Task DeclareQueues(IServiceProvider services, ILogger logger)
    {
        var broker = services.GetRequiredService<BrokerConnections>();
        for (var until = DateTime.UtcNow + BrokerPatience; ;)
        {
            try
            {
                await using var connection = await broker.Open("migrate", CancellationToken.None);
                await using var channel = await connection.CreateChannelAsync();
                await services.GetRequiredService<BrokerTopology>().Declare(channel, CancellationToken.None);
                return;
            }
            catch (BrokerUnreachableException failure) when (DateTime.UtcNow < until)
            {
                BrokerAway(logger, failure.GetBaseException().Message);
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker does not answer yet: {Reason}")]
    private static partial void BrokerAway(ILogger logger, string reason);
}
