using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace PovertyPlatform.ServiceDefaults.Data;

/// <summary>Asks the database for one row; unhealthy while it is away.</summary>
internal sealed class DatabaseHealth(NpgsqlDataSource source) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return HealthCheckResult.Unhealthy(failure.GetType().Name);
        }
    }
}
