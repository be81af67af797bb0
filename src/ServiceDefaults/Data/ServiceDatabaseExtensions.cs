using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;
using PovertyPlatform.ServiceDefaults.Hosting;

namespace PovertyPlatform.ServiceDefaults.Data;

/// <summary>Registers a service's database: its data source, a pooled context bound to the caller's areas, the worker that seals its audit trail, and a health check.</summary>
public static class ServiceDatabaseExtensions
{
    /// <summary>Adds <typeparamref name="TDb"/> on the connection string <paramref name="name"/>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the connection string, for example <c>registrydb</c>.</param>
    /// <param name="configure">Further options, for example interceptors.</param>
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static IHostApplicationBuilder AddServiceDatabase<TDb>(
        this IHostApplicationBuilder builder, string name, Action<IServiceProvider, DbContextOptionsBuilder>? configure = null)
        where TDb : AreaBoundContext
    {
        var connectionString = builder.Configuration.GetConnectionString(name)
            ?? throw new InvalidOperationException($"Connection string '{name}' is missing. Start through ./dev up, or set ConnectionStrings__{name}.");
        builder.RequireEncryptedDatabase(name, connectionString);
        var full = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = builder.Environment.ApplicationName };
        if (!connectionString.Contains("Timeout", StringComparison.OrdinalIgnoreCase))
            full.Timeout = 5;
        // A service asks the same few hundred statements again and again; prepared, they are parsed once.
        if (!connectionString.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase))
            full.MaxAutoPrepare = 60;
        builder.Services.AddSingleton(services => Pool(ForCallers(full.ConnectionString), services));
        builder.Services.AddSingleton(services => new NationwideSource(Pool(NationwideSource.Widen(full.ConnectionString), services)));
        builder.Services.AddHostedService<PrivilegeCheck>();
        builder.Services.AddSingleton<AreaWall>();
        builder.Services.AddPooledDbContextFactory<TDb>((services, options) =>
        {
            options.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>()).UseSnakeCaseNamingConvention().AddInterceptors(services.GetRequiredService<AreaWall>());
            configure?.Invoke(services, options);
        });
        builder.Services.AddScoped(services =>
        {
            var db = services.GetRequiredService<IDbContextFactory<TDb>>().CreateDbContext();
            db.Area = services.GetRequiredService<AreaScope>();
            return db;
        });
        builder.Services.AddScoped(services => new ScopedContext(services.GetRequiredService<TDb>()));
        builder.Services.AddSingleton<RefusedAttempts>();
        builder.AddSealing(name);
        builder.Services.AddHostedService<RevocationWatch>();
        builder.Services.AddSingleton<Budgets.DailyUse>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", HealthStatus.Unhealthy, ["ready"]);
        return builder;
    }

    /// <summary>
    /// The pool that answers callers. Over partitions behind row security PostgreSQL takes every plan of its own for cheaper than the common one, and plans a small statement
    /// anew at each execution: four fifths of its time; what callers ask goes by keys and pages, for which the common plan is as good. And nothing is reset between two
    /// callers, which cost as much as a small question: everything a caller's session is told ends with its transaction, and who takes a session's lock gives it back.
    /// The service's own long work keeps PostgreSQL's choice and the reset.
    /// </summary>
    private static string ForCallers(string connectionString)
    {
        var full = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        full.Options = $"{full.Options} -c plan_cache_mode=force_generic_plan".Trim();
        return full.ConnectionString;
    }

    private static NpgsqlDataSource Pool(string connectionString, IServiceProvider services)
    {
        var pool = new NpgsqlDataSourceBuilder(connectionString);
        if (services.GetRequiredService<IHostEnvironment>().IsProduction() && !services.GetRequiredService<IConfiguration>().GetValue<bool>(DatabaseMigration.RunningKey))
            PrivilegeCheck.Attach(pool);
        return pool.Build();
    }
}

/// <summary>The scope's context under its base type. A wrapper, because a second registration of the context itself would return it to the pool twice.</summary>
internal sealed record ScopedContext(AreaBoundContext Db);
