using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>
/// The issuer's public keys by key id. They are fetched at the first token, again when an unknown key id appears (at most every ten seconds, so that invented ids
/// cost nothing), and every ten minutes, so that a withdrawn key goes out of use. A known key never waits for the network.
/// </summary>
internal sealed class IssuerKeys(IOptions<TokenOptions> options, IHttpClientFactory http, TimeProvider clock)
{
    public const string ClientName = TokenOptions.KeysClient;
    private static readonly TimeSpan UnknownKeyPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly Lock _gate = new();
    private Snapshot? _current;
    private Task<Snapshot>? _fetch;
    private DateTimeOffset _failedAt = DateTimeOffset.MinValue;

    /// <summary>The key, or null when the issuer publishes none of this id.</summary>
    /// <exception cref="HttpRequestException">The keys could not be fetched; answered as 503.</exception>
    public async ValueTask<SecurityKey?> Find(string keyId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_current is { } known && (known.Keys.ContainsKey(keyId) || now - known.FetchedAt < UnknownKeyPause))
        {
            if (now - known.FetchedAt > Fresh)
                _ = Fetch(now);
            return known.Keys.GetValueOrDefault(keyId);
        }

        return (await Fetch(now).WaitAsync(ct)).Keys.GetValueOrDefault(keyId);
    }

    private Task<Snapshot> Fetch(DateTimeOffset now)
    {
        lock (_gate)
        {
            var failedJustNow = _fetch is { IsFaulted: true } && now - _failedAt < FailurePause;
            if (_fetch is null || (_fetch.IsCompleted && !failedJustNow))
            {
                _fetch = FetchNow();
                // A refresh in the background has nobody who awaits it; its failure is kept for whoever needs an unknown key next.
                _ = _fetch.ContinueWith(task => _ = task.Exception, TaskScheduler.Default);
            }

            return _fetch;
        }
    }

    private async Task<Snapshot> FetchNow()
    {
        // The caller holds the gate: nothing here may run before it is free again.
        await Task.Yield();
        try
        {
            using var client = http.CreateClient(ClientName);
            client.Timeout = Patience;
            var set = new JsonWebKeySet(await client.GetStringAsync(options.Value.KeysUrl));
            var keys = set.GetSigningKeys().Where(key => key.KeyId is { Length: > 0 }).DistinctBy(key => key.KeyId).ToFrozenDictionary(key => key.KeyId, StringComparer.Ordinal);
            return _current = new Snapshot(keys, clock.GetUtcNow());
        }
        catch (Exception failure)
        {
            _failedAt = clock.GetUtcNow();
            throw new HttpRequestException("The issuer's keys could not be fetched.", failure);
        }
    }

    private sealed record Snapshot(FrozenDictionary<string, SecurityKey> Keys, DateTimeOffset FetchedAt);
}
