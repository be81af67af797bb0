using System.Threading.Channels;

namespace PovertyPlatform.Messaging;

/// <summary>A bell between two tasks of a process: many rings before a look are one.</summary>
internal sealed class WakeUp
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rung.Writer.TryWrite(true);

    /// <summary>True when rung; false when the time is over.</summary>
    public async Task<bool> Wait(TimeSpan atMost, CancellationToken ct)
    {
        if (_rung.Reader.TryRead(out _))
            return true;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(atMost);
        try
        {
            await _rung.Reader.ReadAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
