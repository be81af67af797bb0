using Microsoft.Extensions.Options;
using Npgsql;

namespace PovertyPlatform.PartnerService.Data.Feed;

/// <summary>Makes the feed's partitions of the coming days and drops those that are too old; several instances may try.</summary>
internal sealed partial class FeedDays(NpgsqlDataSource source, IOptions<FeedOptions> options, ILogger<FeedDays> logger) : BackgroundService
{
    private const int DaysAhead = 14;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                await using var command = source.CreateCommand("select keep_feed_days($1, $2)");
                command.Parameters.AddWithValue(DaysAhead);
                command.Parameters.AddWithValue(options.Value.KeptDays);
                if (await command.ExecuteScalarAsync(stoppingToken) is int and > 0 and var dropped)
                    Dropped(logger, dropped, options.Value.KeptDays);
            }
            catch (NpgsqlException failure)
            {
                // Partitions are made two weeks ahead: the next hour is early enough.
                Failed(logger, failure.GetType().Name, failure.SqlState);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Dropped {Count} days of the feed older than {Days} days")]
    private static partial void Dropped(ILogger logger, int count, int days);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Days of the feed could not be kept: {Exception} {SqlState}; tried again in an hour")]
    private static partial void Failed(ILogger logger, string exception, string? sqlState);
}
