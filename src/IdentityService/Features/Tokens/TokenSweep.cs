using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace PovertyPlatform.IdentityService.Features.Tokens;

/// <summary>
/// Sweeps away each hour what the token server keeps of codes, refresh tokens and authorisations that ended more than fourteen days ago. A session leaves several of them
/// an hour. A refresh token lives for one hour of silence, so nothing that could still be used, or whose second use could still be told, goes.
/// </summary>
internal sealed partial class TokenSweep(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TokenSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(14);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (; ; await Task.Delay(Pause, clock, stoppingToken))
        {
            try
            {
                await Sweep(stoppingToken);
            }
            // Another instance may sweep the same rows at the same moment; what is left goes an hour later.
            catch (Exception failure) when (failure is DbException or DbUpdateException or AggregateException or TimeoutException or InvalidOperationException)
            {
                Left(logger, failure.Message);
            }
        }
    }

    /// <summary>Sweeps once, tokens before the authorisations that they hold; rows that went.</summary>
    internal async Task<long> Sweep(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var since = clock.GetUtcNow() - KeptFor;
        var tokens = await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(since, ct);
        return tokens + await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(since, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tokens that ended could not all be swept away: {Reason}")]
    private static partial void Left(ILogger logger, string reason);
}

internal static class TokenSweepExtensions
{
    public static IHostApplicationBuilder AddTokenSweep(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TokenSweep>().AddHostedService(services => services.GetRequiredService<TokenSweep>());
        return builder;
    }
}
