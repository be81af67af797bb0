using System.Diagnostics;

namespace PovertyPlatform.Ratios.Imports;

/// <summary>Watches how far this process's memory grows above where it was.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly Timer _timer;
    private readonly long _before;
    private long _peak;

    public MemoryWatch()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _before = _peak = Environment.WorkingSet;
        _timer = new Timer(_ => Look(), null, 20, 20);
    }

    /// <summary>Highest growth seen.</summary>
    public double GrowthMb
    {
        get
        {
            Look();
            return (Interlocked.Read(ref _peak) - _before) / 1e6;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        using var process = Process.GetCurrentProcess();
        Interlocked.Exchange(ref _peak, Math.Max(Interlocked.Read(ref _peak), process.WorkingSet64));
    }
}
