using System.Collections.Concurrent;
using System.Security.Claims;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>Tokens whose signature was checked already, until they expire. Only valid tokens come in, so that nobody can fill it with inventions.</summary>
internal sealed class KnownTokens(TimeProvider clock, int capacity = 20_000)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(BySignature.Instance);
    private int _count;

    /// <summary>The caller of a known token. The lookup allocates nothing.</summary>
    public ClaimsPrincipal? Find(ReadOnlySpan<char> token) =>
        _entries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var entry) && clock.GetUtcNow() < entry.ExpiresAt ? entry.Principal : null;

    public void Add(string token, ClaimsPrincipal principal, DateTimeOffset expiresAt)
    {
        if (Volatile.Read(ref _count) >= capacity)
            MakeRoom();
        if (_entries.TryAdd(token, new Entry(principal, expiresAt)))
            Interlocked.Increment(ref _count);
    }

    private void MakeRoom()
    {
        var now = clock.GetUtcNow();
        foreach (var (token, _) in _entries.Where(pair => pair.Value.ExpiresAt <= now))
            if (_entries.TryRemove(token, out _))
                Interlocked.Decrement(ref _count);
        if (Volatile.Read(ref _count) < capacity)
            return;
        // Everything is alive: start over, it costs one signature check per token.
        _entries.Clear();
        Interlocked.Exchange(ref _count, 0);
    }

    private sealed record Entry(ClaimsPrincipal Principal, DateTimeOffset ExpiresAt);

    /// <summary>Hashes the end of a token only: the signature is as good as random, and the claims before it are long.</summary>
    private sealed class BySignature : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<char>, string>
    {
        public static readonly BySignature Instance = new();
        private const int Hashed = 24;

        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode(string obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<char> alternate, string other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<char> alternate) => string.GetHashCode(alternate[Math.Max(0, alternate.Length - Hashed)..]);

        public string Create(ReadOnlySpan<char> alternate) => alternate.ToString();
    }
}
