namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>Wakes the worker of this instance when a file has come in.</summary>
public sealed class ImportWake : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    /// <summary>Wakes it.</summary>
    public void Raise()
    {
        try
        {
            _raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // It will look anyway.
        }
    }

    /// <summary>Waits until it is raised or the time is over.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken ct) => _raised.WaitAsync(atMost, ct);

    /// <inheritdoc />
    public void Dispose() => _raised.Dispose();
}
