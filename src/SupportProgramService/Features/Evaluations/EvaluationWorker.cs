using Microsoft.Extensions.Options;

namespace PovertyPlatform.SupportProgramService.Features.Evaluations;

/// <summary>
/// Looks for due households and open runs, all day: a grant that ends with yesterday is withdrawn soon after midnight, and after a stop everything that fell
/// due meanwhile is caught up. Due households come first, because their day has come; a run may last.
/// </summary>
public sealed partial class EvaluationWorker(
    EvaluationBatches batches, EvaluationWake wake, IOptions<EvaluationOptions> options, TimeProvider clock, ILogger<EvaluationWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var passed = 0;
            try
            {
                passed = await batches.PassDue(stoppingToken) + await batches.PassRun(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Nothing of the batch was committed; the next look begins where the last commit ended.
                Failed(logger, failure);
            }

            if (passed == 0)
                await wake.Wait(TimeSpan.FromSeconds(options.Value.PollSeconds), clock, stoppingToken);
            else
                Passed(logger, passed);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Evaluated {Households} households again")]
    private static partial void Passed(ILogger logger, int households);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An evaluation batch failed and will be tried again")]
    private static partial void Failed(ILogger logger, Exception failure);
}

/// <summary>Wakes the worker of this process when a run is asked for.</summary>
public sealed class EvaluationWake : IDisposable
{
    private readonly SemaphoreSlim _asked = new(0, 1);

    public void Raise()
    {
        if (_asked.CurrentCount == 0)
            _asked.Release();
    }

    public void Dispose() => _asked.Dispose();

    internal async Task Wait(TimeSpan longest, TimeProvider clock, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        try
        {
            await _asked.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Time to look again, or to stop: the caller's loop asks which.
        }
    }
}
