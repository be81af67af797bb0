using System.Diagnostics;

namespace PovertyPlatform.TestKit.Asserting;

/// <summary>Waits for what arrives by message; fails loudly with the last value seen.</summary>
public static class Eventually
{
    /// <summary>Asks until the value satisfies the condition.</summary>
    /// <exception cref="TimeoutException">It never did; the message holds the last value.</exception>
    public static async Task<T> Get<T>(Func<Task<T>> ask, Func<T, bool> until, TimeSpan? within = null)
    {
        var watch = Stopwatch.StartNew();
        var patience = within ?? TimeSpan.FromSeconds(20);
        for (; ; await Task.Delay(50))
        {
            var value = await ask();
            if (until(value))
                return value;
            if (watch.Elapsed > patience)
                throw new TimeoutException($"Still {value} after {patience.TotalSeconds:F0} s.");
        }
    }

    /// <summary>Asks until the value equals the expected one.</summary>
    public static Task<T> Equals<T>(T expected, Func<Task<T>> ask, TimeSpan? within = null) =>
        Get(ask, value => EqualityComparer<T>.Default.Equals(expected, value), within);
}
