using Microsoft.Extensions.Options;
using Npgsql;
using PovertyPlatform.PartnerService.Domain.Webhooks;

namespace PovertyPlatform.PartnerService.Features.Deliveries;

/// <summary>Drops finished deliveries that nobody lists any more, a few at a time.</summary>
internal sealed partial class ForgetDeliveries(
    NpgsqlDataSource source, IOptions<WebhookOptions> options, TimeProvider clock, ILogger<ForgetDeliveries> logger) : BackgroundService
{
    private const int AtOnce = 5_000;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private const string Sql = """
        delete from webhook_delivery where id in (
          select id from webhook_delivery where finished_at < $1 order by finished_at limit $2 for update skip locked)
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                while (await Forget(stoppingToken) == AtOnce)
                    await Task.Yield();
            }
            catch (NpgsqlException failure)
            {
                Failed(logger, failure.GetType().Name, failure.SqlState);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<int> Forget(CancellationToken ct)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.AddWithValue(clock.GetUtcNow().AddDays(-options.Value.DeliveriesKeptDays).UtcDateTime);
        command.Parameters.AddWithValue(AtOnce);
        return await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old deliveries could not be dropped: {Exception} {SqlState}; tried again in an hour")]
    private static partial void Failed(ILogger logger, string exception, string? sqlState);
}
