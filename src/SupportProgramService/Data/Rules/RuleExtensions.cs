using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PovertyPlatform.SupportProgramService.Data.Rules;

/// <summary>Registers the rules and what decides by them.</summary>
public static class RuleExtensions
{
    /// <summary>Adds the compiled rules, the ledger of grants, and a health check that is unhealthy while no rules are loaded.</summary>
    public static IHostApplicationBuilder AddRules(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RuleBookSource>();
        builder.Services.AddSingleton<GrantLedger>();
        builder.Services.AddHealthChecks().AddCheck<RuleHealth>("rules", HealthStatus.Unhealthy, ["ready"]);
        return builder;
    }

    private sealed class RuleHealth(RuleBookSource rules) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                return HealthCheckResult.Healthy((await rules.Current(cancellationToken)).Hash);
            }
            catch (InvalidOperationException failure)
            {
                return HealthCheckResult.Unhealthy(failure.Message);
            }
            catch (Exception failure) when (failure is Npgsql.NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
            {
                return HealthCheckResult.Unhealthy(failure.GetType().Name);
            }
        }
    }
}
