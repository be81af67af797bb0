using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Npgsql;
using PovertyPlatform.HouseholdService.Data.Imports;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>Looks for jobs and runs them, one after another; several instances share the work.</summary>
internal sealed partial class ImportWorker(
    NationwideSource nationwide, ImportRunner runner, PersonSeals seals, ImportWake wake, IOptions<ImportOptions> options, ILogger<ImportWorker> logger) : BackgroundService
{
    private static readonly ActivitySource Activities = new("PovertyPlatform.Household.Imports");
    private static readonly Meter Meter = new("PovertyPlatform.Household.Imports");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("household.import.duration", "s", "Time of one run of an import");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Workers).Select(_ => Work(stoppingToken)));

    private async Task Work(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (await RunNext(ct))
                    continue;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away) when (away is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException or IOException)
            {
                DatabaseAway(logger, away.GetType().Name);
            }

            try
            {
                await wake.Wait(TimeSpan.FromSeconds(options.Value.PollSeconds), ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<bool> RunNext(CancellationToken ct)
    {
        await using var connection = await nationwide.Source.OpenConnectionAsync(ct);
        // While marks are made anew nobody could say whether a person is registered elsewhere: imports wait.
        if (!await MarkKeys.HoldStill(connection, ct))
            return false;
        try
        {
            return await MarkKeys.InUse(connection, seals, ct) is not null && await ImportJobs.Claim(connection, ct) is { } job && await Run(connection, job, ct);
        }
        finally
        {
            await SessionLock.LetGo(connection, () => MarkKeys.LetGo(connection, CancellationToken.None));
        }
    }

    private async Task<bool> Run(NpgsqlConnection connection, ClaimedJob job, CancellationToken ct)
    {
        using var activity = Activities.StartActivity("import run", ActivityKind.Internal, job.Traceparent);
        activity?.SetTag("import.id", job.Id).SetTag("import.attempt", job.Attempts);
        var began = Stopwatch.GetTimestamp();
        try
        {
            if (job.Attempts > options.Value.MostAttempts)
                await ImportJobs.End(connection, job.Id, ImportState.Failed, "attempts", ct);
            else
                await runner.Run(job, connection, ct);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or NpgsqlException { IsTransient: true }) || job.Attempts >= options.Value.MostAttempts)
        {
            if (ct.IsCancellationRequested)
                throw;
            activity?.SetStatus(ActivityStatusCode.Error);
            // Messages of exceptions may quote a cell: only where and what kind goes into the log.
            Failed(logger, job.Id, job.Attempts, failure.GetType().Name, (failure as PostgresException)?.SqlState, failure.StackTrace);
            // A mistake of ours does not get better by trying at once again; a lost connection does.
            await using var fresh = await nationwide.Source.OpenConnectionAsync(ct);
            await ImportJobs.End(fresh, job.Id, ImportState.Failed, failure.GetType().Name, ct);
        }
        finally
        {
            await ImportJobs.LetGo(connection, job.Id);
        }

        Duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away ({Exception}); imports wait")]
    private static partial void DatabaseAway(ILogger logger, string exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {Job} failed at attempt {Attempt} with {Exception} {SqlState}\n{Stack}")]
    private static partial void Failed(ILogger logger, Guid job, int attempt, string exception, string? sqlState, string? stack);
}
