using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using OpenTelemetry;

namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>
/// Seals committed audit entries every few seconds, apart from those who write them: a chain computed inside each insert would put all writers in a queue.
/// One instance per database works, the one that holds the lock. A seal is committed first and copied outside at once after; what a crash left uncopied is copied
/// before the next seal. When the outside knows seals that the database lacks, somebody removed them: nothing is sealed over that gap.
/// </summary>
internal sealed partial class SealWorker(
    NpgsqlDataSource source, TrailName trail, IOptions<SealOptions> options, IHostEnvironment environment, TimeProvider clock, ILogger<SealWorker> logger) : BackgroundService
{
    private const int MonthsAhead = 3;
    private static readonly TimeSpan BetweenUpkeep = TimeSpan.FromHours(6);
    private static readonly Meter Meter = new("PovertyPlatform.Audit");
    private static readonly Counter<long> Sealed = Meter.CreateCounter<long>("audit.entries_sealed", "entries", "Audit entries closed under a seal");
    private static readonly Counter<long> Gaps = Meter.CreateCounter<long>("audit.seals_missing", "times", "Looks at which the database lacked seals that were copied outside");
    private readonly SealExport _export = new(options.Value.Folder, trail.Value);

    /// <summary>The key of this machine.</summary>
    internal SealKey OpenKey()
    {
        Directory.CreateDirectory(options.Value.Folder);
        var key = options.Value.KeyFile.Length > 0 ? SealKey.Read(options.Value.KeyFile) : SealKey.ReadOrMake(Path.Combine(options.Value.Folder, "signing-key.pem"));
        _export.Publish(key);
        return key;
    }

    /// <summary>Seals everything that is settled now; the number of entries sealed.</summary>
    /// <exception cref="SealsMissingException">The database lacks seals that were copied outside.</exception>
    internal async Task<int> SealAll(SealStore store, SealKey key, CancellationToken ct)
    {
        var last = await store.LastSeal(ct);
        var copied = _export.LastNumber();
        var stored = last?.Number ?? 0;
        if (stored < copied)
            throw new SealsMissingException(stored, copied);
        if (stored > copied)
            _export.Append(await store.SealsAfter(copied, ct));
        var total = 0;
        while (true)
        {
            var leaves = await store.Next(last is null ? default : TrailPlace.Parse(last.Last), options.Value.MostEntries, ct);
            if (leaves.Count == 0)
                return total;
            var seal = AuditSeal.Of(trail.Value, last, leaves, key, clock.GetUtcNow());
            await store.Add(seal, leaves, ct);
            _export.Append([seal]);
            Sealed.Add(leaves.Count);
            total += leaves.Count;
            last = seal;
            // Under load there is always one more; it waits for the next time, or every few entries would have a seal of their own.
            if (leaves.Count < options.Value.MostEntries)
                return total;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Folder.Length == 0)
        {
            NotSealed(logger, trail.Value);
            return;
        }

        if (environment.IsProduction() && options.Value.KeyFile.Length == 0)
            throw new InvalidOperationException("Audit__KeyFile is missing: in production seals are signed with a key that was given, not with one that lies beside them.");
        using var quiet = SuppressInstrumentationScope.Begin();
        using var key = OpenKey();
        var pause = TimeSpan.FromSeconds(options.Value.Seconds);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Lead(key, pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (SealsMissingException gap)
            {
                Gaps.Add(1);
                Missing(logger, trail.Value, gap.Stored, gap.Copied);
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException or UnauthorizedAccessException or InvalidDataException)
            {
                Interrupted(logger, trail.Value, failure.GetType().Name, failure.Message);
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Lead(SealKey key, TimeSpan pause, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var store = new SealStore(connection, trail.Value);
        if (!await store.TryLead(ct))
            return;
        try
        {
            for (var upkeepAt = DateTimeOffset.MinValue; ; await Task.Delay(pause, clock, ct))
            {
                if (clock.GetUtcNow() >= upkeepAt)
                {
                    await store.KeepMonths(MonthsAhead, ct);
                    upkeepAt = clock.GetUtcNow() + BetweenUpkeep;
                }

                await SealAll(store, key, ct);
            }
        }
        finally
        {
            // The pool keeps the session, and with it the lock; a broken session has lost it already.
            if (connection.FullState == System.Data.ConnectionState.Open)
                await store.StepBack();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The audit trail {Trail} is not sealed: Audit__Folder names no place for the seals")]
    private static partial void NotSealed(ILogger logger, string trail);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The audit trail {Trail} has seals up to {Stored} in the database and up to {Copied} outside: seals were removed. Nothing is sealed until that is cleared; run verify-audit")]
    private static partial void Missing(ILogger logger, string trail, long stored, long copied);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sealing of {Trail} pauses ({Failure}: {Reason})")]
    private static partial void Interrupted(ILogger logger, string trail, string failure, string reason);
}

/// <summary>The database lacks seals that were copied outside.</summary>
internal sealed class SealsMissingException(long stored, long copied) : Exception($"Seals {stored + 1} to {copied} are missing in the database.")
{
    public long Stored { get; } = stored;

    public long Copied { get; } = copied;
}
