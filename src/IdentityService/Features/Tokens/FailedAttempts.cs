using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using PovertyPlatform.IdentityService.Data;

namespace PovertyPlatform.IdentityService.Features.Tokens;

/// <summary>
/// Counts failed attempts per client and address in windows of a minute, on this instance. The address is part of the key so that a stranger who knows a client id
/// cannot lock its owner out.
/// </summary>
internal sealed class FailedAttempts(IOptions<IdentityOptions> options, TimeProvider clock)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private const int Capacity = 10_000;
    private readonly ConcurrentDictionary<(string Client, string Address), Count> _counts = new();

    /// <summary>Seconds to wait, or null when the client may try.</summary>
    public int? Wait(string clientId, string address)
    {
        if (!_counts.TryGetValue((clientId, address), out var count) || count.Failures < options.Value.FailedAttemptsPerMinute)
            return null;
        var left = count.Since + Window - clock.GetUtcNow();
        return left > TimeSpan.Zero ? (int)Math.Ceiling(left.TotalSeconds) : null;
    }

    public void Add(string clientId, string address)
    {
        var now = clock.GetUtcNow();
        if (_counts.Count >= Capacity)
            foreach (var (key, _) in _counts.Where(pair => pair.Value.Since + Window <= now || pair.Value.Failures < options.Value.FailedAttemptsPerMinute))
                _counts.TryRemove(key, out _);
        if (_counts.Count < Capacity)
            _counts.AddOrUpdate((clientId, address), _ => new Count(1, now),
                (_, old) => old.Since + Window <= now ? new Count(1, now) : old with { Failures = old.Failures + 1 });
    }

    private sealed record Count(int Failures, DateTimeOffset Since);
}
