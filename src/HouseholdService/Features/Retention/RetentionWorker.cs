using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using PovertyPlatform.HouseholdService.Data.Privacy;

namespace PovertyPlatform.HouseholdService.Features.Retention;

/// <summary>Applies the rules of retention once a day, in the night of Viet Nam. A round that did not come to its end is begun again by whichever instance looks next.</summary>
internal sealed partial class RetentionWorker(IRetentionRound round, IOptions<RetentionOptions> options, TimeProvider clock, ILogger<RetentionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Value.IsOn && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Look, stoppingToken);
                if (clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).Hour >= options.Value.Hour)
                    await round.RunOnceADay(options.Value.Batch, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away) when (away is NpgsqlException or DbUpdateException or TimeoutException or IOException or InvalidOperationException)
            {
                // What was committed stays done; the next look goes on.
                Interrupted(logger, away.GetType().Name, (away as PostgresException ?? away.InnerException as PostgresException)?.SqlState);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A round of retention was interrupted by {Exception} {SqlState}; it goes on later")]
    private static partial void Interrupted(ILogger logger, string exception, string? sqlState);
}
