namespace PovertyPlatform.PartnerService.Features.Deliveries;

/// <summary>Wakes the ringing of bells when there may be something to do; the pause behind it catches what other instances left.</summary>
internal sealed class Doorbell : IDisposable
{
    private readonly SemaphoreSlim _wish = new(0, 1);

    public void Wake()
    {
        try
        {
            _wish.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    public Task Wait(TimeSpan atMost, CancellationToken ct) => _wish.WaitAsync(atMost, ct);

    public void Dispose() => _wish.Dispose();
}
