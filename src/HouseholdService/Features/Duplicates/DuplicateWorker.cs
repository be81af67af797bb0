using Npgsql;
using PovertyPlatform.HouseholdService.Data.Duplicates;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Duplicates;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Duplicates;

/// <summary>Runs searches, one after another. A search that was interrupted begins again: it keeps nothing before its end.</summary>
internal sealed partial class DuplicateWorker(NationwideSource nationwide, ReferenceBook book, TimeProvider clock, ILogger<DuplicateWorker> logger) : BackgroundService
{
    private const int MostPairs = 100_000;
    private const int MostAttempts = 3;
    private const int RowsBetweenReports = 200_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await RunNext(stoppingToken))
                    await Task.Delay(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away) when (away is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException or IOException)
            {
                DatabaseAway(logger, away.GetType().Name);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> RunNext(CancellationToken ct)
    {
        await using var connection = await nationwide.Source.OpenConnectionAsync(ct);
        if (await DuplicateSearches.Claim(connection, ct) is not { } search)
            return false;
        try
        {
            if (search.CancelRequested)
                await DuplicateSearches.End(nationwide.Source, search.Id, "cancelled", null, ct);
            else if (search.Attempts > MostAttempts)
                await DuplicateSearches.End(nationwide.Source, search.Id, "failed", "attempts", ct);
            else
                await Run(search, ct);
        }
        catch (Exception mistake) when (mistake is not (OperationCanceledException or NpgsqlException { IsTransient: true }) && !ct.IsCancellationRequested)
        {
            // A mistake of ours ends the search, never the service; a lost connection is tried again.
            Failed(logger, search.Id, mistake.GetType().Name, (mistake as PostgresException)?.SqlState);
            await DuplicateSearches.End(nationwide.Source, search.Id, "failed", mistake is TooManyPairsException ? "too-many" : mistake.GetType().Name, ct);
        }
        finally
        {
            await Release(connection, search.Id);
        }

        return true;
    }

    private async Task Run(DuplicateSearch search, CancellationToken ct)
    {
        var pairs = new HouseholdPairs(new DuplicateWeights((await book.Open(ct)).DuplicateWeights, clock.Today()), MostPairs);
        for (var step = 0; step < DuplicateScan.Ways.Count; step++)
        {
            var next = RowsBetweenReports;
            if (await IsToStop(search, step, pairs.Compared, ct))
                return;
            await foreach (var (one, other) in DuplicateScan.Read(nationwide.Source, search, DuplicateScan.Ways[step], ct))
            {
                pairs.Add(one, other);
                if (--next > 0)
                    continue;
                next = RowsBetweenReports;
                if (await IsToStop(search, step, pairs.Compared, ct))
                    return;
            }
        }

        if (!await IsToStop(search, DuplicateScan.Ways.Count, pairs.Compared, ct))
            await DuplicateSearches.Keep(nationwide.Source, search, pairs.All(), pairs.Compared, ct);
    }

    private async Task<bool> IsToStop(DuplicateSearch search, int step, long compared, CancellationToken ct)
    {
        if (!await DuplicateSearches.Report(nationwide.Source, search.Id, step, compared, ct))
            return false;
        await DuplicateSearches.End(nationwide.Source, search.Id, "cancelled", null, ct);
        return true;
    }

    // A pooled session keeps its locks until somebody uses it again; a broken one has lost them already.
    private static async Task Release(NpgsqlConnection connection, Guid search)
    {
        try
        {
            await DuplicateSearches.Unlock(connection, search, CancellationToken.None);
        }
        catch (Exception broken) when (broken is NpgsqlException or InvalidOperationException or IOException)
        {
            await connection.CloseAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away ({Exception}); searches for duplicates wait")]
    private static partial void DatabaseAway(ILogger logger, string exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Search for duplicates {Search} failed with {Exception} {SqlState}")]
    private static partial void Failed(ILogger logger, Guid search, string exception, string? sqlState);
}
