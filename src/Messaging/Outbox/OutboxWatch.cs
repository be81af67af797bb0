using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;

namespace PovertyPlatform.Messaging.Outbox;

/// <summary>Measures how far the outbox is behind, whether or not the broker answers; makes partitions ahead and drops old ones.</summary>
internal sealed partial class OutboxWatch(NpgsqlDataSource source, TimeProvider clock, ILogger<OutboxWatch> logger) : BackgroundService
{
    internal const int DaysAhead = 7;
    internal const int DaysKept = 30;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenUpkeep = TimeSpan.FromHours(1);
    private ulong _xmin;
    private DateTimeOffset _xminSince;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = SuppressInstrumentationScope.Begin();
        var upkeepAt = clock.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (clock.GetUtcNow() >= upkeepAt)
                {
                    await KeepDays(stoppingToken);
                    upkeepAt = clock.GetUtcNow() + BetweenUpkeep;
                }

                await Look(stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException && !stoppingToken.IsCancellationRequested)
            {
                Missed(logger, failure.GetType().Name, failure.Message);
            }

            await Task.Delay(BetweenLooks, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Look(CancellationToken ct)
    {
        await using var command = source.CreateCommand("""
            select coalesce(extract(epoch from clock_timestamp() - min(m.recorded_at)), 0)::float8,
                   pg_snapshot_xmin(pg_current_snapshot()), pg_snapshot_xmax(pg_current_snapshot())
            from messaging.relay_cursor c
            cross join lateral (
              select o.recorded_at from messaging.outbox_message o
              where o.lane = c.lane and o.recorded_at >= c.recorded_at - interval '2 days' and (o.tx, o.position) > (c.tx, c.position)
              order by o.tx, o.position limit 1) m
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var (oldest, xmin, xmax) = (reader.GetDouble(0), reader.GetFieldValue<ulong>(1), reader.GetFieldValue<ulong>(2));
        var now = clock.GetUtcNow();
        if (xmin != _xmin || xmin == xmax)
            (_xmin, _xminSince) = (xmin, now);
        MessagingTelemetry.Observe(oldest, (now - _xminSince).TotalSeconds);
    }

    private async Task KeepDays(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select messaging.keep_days($1, $2)");
        command.Parameters.AddWithValue(DaysAhead);
        command.Parameters.AddWithValue(DaysKept);
        if (await command.ExecuteScalarAsync(ct) is int dropped and > 0)
            Dropped(logger, dropped, DaysKept);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Dropped {Count} partitions of messages older than {Days} days")]
    private static partial void Dropped(ILogger logger, int count, int days);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox could not be looked at ({Failure}: {Reason})")]
    private static partial void Missed(ILogger logger, string failure, string reason);
}
