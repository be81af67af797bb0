using System.Diagnostics;
using System.Threading.Channels;

namespace PovertyPlatform.Ratios.Gateway;

/// <summary>What is asked of which server.</summary>
/// <param name="Port">Port on this machine.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Token">Bearer token, or null.</param>
/// <param name="BodyBytes">Length that every answer's body must have.</param>
internal sealed record Target(int Port, string Path, string? Token, int BodyBytes);

/// <summary>Load on one target; every answer is checked.</summary>
internal static class HttpLoad
{
    /// <summary>Asks as fast as answers come, on so many connections; answers per second.</summary>
    public static async Task<double> Saturate(Target target, int connections, TimeSpan duration, CancellationToken ct)
    {
        var opened = await Open(target, connections, ct);
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(opened.Select(connection => Task.Run(async () =>
        {
            using (connection)
            {
                long count = 0;
                for (; Stopwatch.GetTimestamp() < until; count++)
                    await connection.Exchange(ct);
                return count;
            }
        }, ct)));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Asks at a fixed rate, whether answers come or not; milliseconds from the moment a request was due to its answer, at the 99th percentile.</summary>
    public static async Task<double> PercentileAt(Target target, int connections, int perSecond, TimeSpan duration, CancellationToken ct)
    {
        var due = Channel.CreateUnbounded<long>();
        var opened = await Open(target, connections, ct);
        var workers = opened.Select(connection => Task.Run(async () =>
        {
            using (connection)
            {
                var took = new List<double>();
                await foreach (var moment in due.Reader.ReadAllAsync(ct))
                {
                    await connection.Exchange(ct);
                    took.Add(Stopwatch.GetElapsedTime(moment).TotalMilliseconds);
                }

                return took;
            }
        }, ct)).ToList();
        var start = Stopwatch.GetTimestamp();
        var step = Stopwatch.Frequency / (double)perSecond;
        var total = (int)(duration.TotalSeconds * perSecond);
        for (var sent = 0; sent < total; await Task.Delay(1, ct))
            for (; sent < total && start + (sent * step) <= Stopwatch.GetTimestamp(); sent++)
                // Due now: the pacer wakes up every millisecond or two, and its own lateness is not the server's.
                due.Writer.TryWrite(Stopwatch.GetTimestamp());
        due.Writer.Complete();
        var sorted = (await Task.WhenAll(workers)).SelectMany(took => took).Order().ToArray();
        return sorted.Length == total ? sorted[(int)(sorted.Length * 0.99)] : throw new InvalidOperationException($"{total} requests, {sorted.Length} answers.");
    }

    private static async Task<List<HttpConnection>> Open(Target target, int connections, CancellationToken ct)
    {
        var opened = new List<HttpConnection>();
        for (var i = 0; i < connections; i++)
            opened.Add(await HttpConnection.Open(target.Port, target.Path, target.Token, target.BodyBytes, ct));
        return opened;
    }
}
