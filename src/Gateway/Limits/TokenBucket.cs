namespace PovertyPlatform.Gateway.Limits;

/// <summary>The allowance of one caller in one class of traffic. Refilled by elapsed time when it is asked, so that idle callers cost nothing.</summary>
internal sealed class TokenBucket(Rate rate, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly double _perTick = rate.Count / (rate.PeriodSeconds * clock.TimestampFrequency);
    private double _tokens = rate.Burst;
    private long _filledAt = clock.GetTimestamp();

    /// <summary>Takes one. <c>Left</c> is what remains; <c>WaitSeconds</c> is above zero when none was there.</summary>
    public (int Left, int WaitSeconds) Take()
    {
        lock (_gate)
        {
            Fill();
            if (_tokens < 1)
                return (0, Math.Max(1, (int)Math.Ceiling((1 - _tokens) / _perTick / clock.TimestampFrequency)));
            _tokens--;
            return ((int)_tokens, 0);
        }
    }

    /// <summary>True when forgetting it would change nothing.</summary>
    public bool IsFull()
    {
        lock (_gate)
        {
            Fill();
            return _tokens >= rate.Burst;
        }
    }

    private void Fill()
    {
        var now = clock.GetTimestamp();
        _tokens = Math.Min(rate.Burst, _tokens + ((now - _filledAt) * _perTick));
        _filledAt = now;
    }
}
