using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace PovertyPlatform.ServiceDefaults.Hosting;

/// <summary>In production a service speaks to its database and to the broker encrypted, and checks who answers; or the operator says that the network between them is protected otherwise.</summary>
public static class InsideTransport
{
    /// <summary>Setting (<c>Transport__PlainInside=true</c>) by which the operator answers for a network of its own, for example one that is encrypted below.</summary>
    public const string PlainKey = "Transport:PlainInside";

    /// <summary>The service refuses to start in production when the connection to its database is plain or takes whatever certificate comes.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the connection string.</param>
    /// <param name="connectionString">Its value.</param>
    public static void RequireEncryptedDatabase(this IHostApplicationBuilder builder, string name, string connectionString) =>
        Require(builder, new NpgsqlConnectionStringBuilder(connectionString).SslMode is SslMode.VerifyFull or SslMode.VerifyCA, name, "SSL Mode=VerifyFull");

    /// <summary>The service refuses to start in production when the connection to the broker is plain.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the connection string.</param>
    /// <param name="address">The AMQP address.</param>
    public static void RequireEncryptedBroker(this IHostApplicationBuilder builder, string name, Uri address) =>
        Require(builder, address.Scheme == "amqps", name, "amqps://");

    private static void Require(IHostApplicationBuilder builder, bool isEncrypted, string name, string how)
    {
        if (!isEncrypted)
            builder.Services.AddSingleton<IHostedService>(services => new Plain(services.GetRequiredService<IHostEnvironment>(), services.GetRequiredService<IConfiguration>(), name, how));
    }

    // At the start and not when it is registered: the steps of a deployment speak to the same servers under logins of their own.
    private sealed class Plain(IHostEnvironment environment, IConfiguration configuration, string name, string how) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => environment.IsProduction() && !configuration.GetValue<bool>(PlainKey)
            ? throw new InvalidOperationException(
                $"ConnectionStrings__{name} is plain, or does not check who answers: production needs {how}. Where the network between is protected otherwise, say so: Transport__PlainInside=true.")
            : Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
