using System.Collections.Frozen;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>
/// Reads the table of revocations each second, so that every instance of a service refuses what one of them heard. While the database is away nothing can be written
/// anyway, and the last known revocations stay in force.
/// </summary>
internal sealed partial class RevocationWatch(NpgsqlDataSource source, Revocations revocations, TimeProvider clock, ILogger<RevocationWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private bool _failed;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first request: a restart must not forget a revocation.
        await Look(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, stoppingToken);
            await Look(stoppingToken);
        }
    }

    private async Task Look(CancellationToken ct)
    {
        try
        {
            await using var command = source.CreateCommand("select subject, revoked_at from access.revocation where revoked_at > $1");
            command.Parameters.AddWithValue(clock.GetUtcNow() - Revocations.Remembered);
            await using var rows = await command.ExecuteReaderAsync(ct);
            var found = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
            while (await rows.ReadAsync(ct))
                found[rows.GetString(0)] = await rows.GetFieldValueAsync<DateTimeOffset>(1, ct);
            revocations.Replace(found.Count == 0 ? FrozenDictionary<string, DateTimeOffset>.Empty : found.ToFrozenDictionary(StringComparer.Ordinal));
            _failed = false;
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            if (!_failed)
                Unread(logger, failure.Message);
            _failed = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Revocations cannot be read: {Reason}")]
    private static partial void Unread(ILogger logger, string reason);
}
