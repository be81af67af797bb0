using Npgsql;

namespace PovertyPlatform.ServiceDefaults.Data;

/// <summary>
/// Connections for the service's own work over all areas: imports, the feed's log. They say so from their first packet and live in a pool of their own, so that
/// no request ever gets one. Whoever answers a caller uses the context or <see cref="AreaCommands"/> instead; whoever uses this names the reason.
/// </summary>
public sealed class NationwideSource : IAsyncDisposable
{
    internal NationwideSource(NpgsqlDataSource source) => Source = source;

    /// <summary>The pool.</summary>
    public NpgsqlDataSource Source { get; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Source.DisposeAsync();

    /// <summary>The same login with the areas set for the whole session.</summary>
    internal static string Widen(string connectionString)
    {
        var full = new NpgsqlConnectionStringBuilder(connectionString);
        full.Options = $"{full.Options} -c {AreaWall.Setting}={{*}}".Trim();
        return full.ConnectionString;
    }
}
