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
            await DuplicateSearches.LetGo(connection, search.Id);
        }

        return true;
    }

    private async Task Run(DuplicateSearch search, CancellationToken ct)
    {
        var weights = new DuplicateWeights((await book.Open(ct)).DuplicateWeights, clock.Today());
        var pairs = new HouseholdPairs(weights, MostPairs);
        await using (var scan = await DuplicateScan.Open(nationwide.Source, search, ct))
        {
            var (people, expected, read, next) = (new CommunePeople(await scan.Commune(ct), weights), await scan.CountOthers(ct), 0L, 0L);
            pairs.AddInside(people);
            await foreach (var batch in scan.Others(ct))
            {
                foreach (var other in batch)
                    foreach (var one in people.WorthComparing(other))
                        pairs.Add(one, other);
                read += batch.Count;
                if (read < next)
                    continue;
                next = read + RowsBetweenReports;
                if (await IsToStop(search, read * DuplicateSearch.AllSteps / Math.Max(1, expected), pairs.Compared, ct))
                    return;
            }
        }

        if (!await IsToStop(search, DuplicateSearch.AllSteps, pairs.Compared, ct))
            await DuplicateSearches.Keep(nationwide.Source, search, pairs.All(), pairs.Compared, ct);
    }

    // The last step is that what was found is kept.
    private async Task<bool> IsToStop(DuplicateSearch search, long step, long compared, CancellationToken ct)
    {
        if (!await DuplicateSearches.Report(nationwide.Source, search.Id, (short)Math.Min(step, DuplicateSearch.AllSteps - 1), compared, ct))
            return false;
        await DuplicateSearches.End(nationwide.Source, search.Id, "cancelled", null, ct);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away ({Exception}); searches for duplicates wait")]
    private static partial void DatabaseAway(ILogger logger, string exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Search for duplicates {Search} failed with {Exception} {SqlState}")]
    private static partial void Failed(ILogger logger, Guid search, string exception, string? sqlState);
}
