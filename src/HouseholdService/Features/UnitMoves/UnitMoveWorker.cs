using Npgsql;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Features.UnitMoves;

/// <summary>Runs moves of households to the communes of a reform, one after another. One that was interrupted goes on where it stopped.</summary>
internal sealed partial class UnitMoveWorker(NationwideSource nationwide, UnitMoveRun run, ILogger<UnitMoveWorker> logger) : BackgroundService
{
    private const int MostAttempts = 5;
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
            catch (Exception away) when (IsPassing(away))
            {
                DatabaseAway(logger, away.GetType().Name);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> RunNext(CancellationToken ct)
    {
        await using var connection = await nationwide.Source.OpenConnectionAsync(ct);
        if (await UnitMoveJobs.Claim(connection, ct) is not { } move)
            return false;
        try
        {
            if (move.Attempts > MostAttempts)
                await UnitMoveJobs.End(nationwide.Source, move, "attempts", ct);
            else if (await run.Run(move, ct))
                await UnitMoveJobs.End(nationwide.Source, move, null, ct);
        }
        catch (Exception mistake) when (mistake is not OperationCanceledException && !IsPassing(mistake) && !ct.IsCancellationRequested)
        {
            // A mistake of ours ends the move, never the service; a lost connection is tried again. What went stays, and can be undone.
            Failed(logger, move.Id, mistake.GetType().Name, (mistake as PostgresException ?? mistake.InnerException as PostgresException)?.SqlState);
            await UnitMoveJobs.End(nationwide.Source, move, mistake.GetType().Name, ct);
        }
        finally
        {
            await UnitMoveJobs.LetGo(connection, move.Id);
        }

        return true;
    }

    private static bool IsPassing(Exception away) =>
        (away as NpgsqlException ?? away.InnerException as NpgsqlException) is { } lost ? lost.IsTransient : away is TimeoutException or System.Net.Sockets.SocketException or IOException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away ({Exception}); moves to new communes wait")]
    private static partial void DatabaseAway(ILogger logger, string exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Move {Move} to new communes failed with {Exception} {SqlState}")]
    private static partial void Failed(ILogger logger, Guid move, string exception, string? sqlState);
}
