using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.Messaging;

/// <summary>The migration step of a service (<c>Service migrate</c>): schema, reference data, then exchanges, queues and bindings. Running it again changes nothing.</summary>
public static class ServiceMigration
{
    /// <summary>Runs the step on the application as registered, without starting it.</summary>
    /// <param name="builder">The application with database and messaging registered (messaging is optional).</param>
    /// <param name="connectionName">Connection string of the service's database; here with the right to create objects.</param>
    /// <param name="assembly">The service's own assembly, whose embedded <c>*.sql</c> run after those of ServiceDefaults and Messaging.</param>
    /// <param name="loadReference">
    /// Loads reference data idempotently; null when the service has none. It gets a scope of the service's container: the context (all areas),
    /// <c>NpgsqlDataSource</c>, and the configuration for <see cref="ReferenceFolder.Find"/>.
    /// </param>
    /// <returns>Exit code: 0, or 1 with the reason in the log.</returns>
    public static async Task<int> Run(
        WebApplicationBuilder builder, string connectionName, Assembly assembly, Func<IServiceProvider, CancellationToken, Task>? loadReference = null)
    {
        await using var app = builder.Build();
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ServiceMigration));
        var connectionString = app.Configuration.GetConnectionString(connectionName)
            ?? throw new InvalidOperationException($"Connection string '{connectionName}' is missing; set ConnectionStrings__{connectionName}.");
        var hasMessaging = app.Services.GetService<MessagingBuilder>() is not null;
        Assembly[] assemblies = hasMessaging
            ? [typeof(DatabaseMigration).Assembly, typeof(ServiceMigration).Assembly, assembly]
            : [typeof(DatabaseMigration).Assembly, assembly];
        DatabaseMigration.Run(connectionString, assemblies, logger);
        await using var scope = app.Services.CreateAsyncScope();
        if (loadReference is not null)
            await loadReference(scope.ServiceProvider, CancellationToken.None);
        return 0;
    }
}
