using Npgsql;

namespace PovertyPlatform.Messaging.Outbox;

/// <summary>
/// Which lanes this relay owns: session advisory locks on one connection. Instances of a service share the lanes evenly; a crashed one loses its locks with
/// its connection, and the others take over. Needs a session of its own: no transaction-pooling proxy in between.
/// </summary>
internal sealed class LaneOwnership(NpgsqlConnection connection) : IAsyncDisposable
{
    // Class ids of the two-key advisory locks; the database's own, so any constant of this code base would do.
    private const int LaneClass = 0x0B0C;
    private const int PresenceClass = 0x0B0D;
    private readonly Dictionary<short, LaneState> _owned = [];

    public NpgsqlConnection Connection { get; } = connection;

    public IReadOnlyCollection<LaneState> Owned => _owned.Values;

    public static async Task<LaneOwnership> Open(NpgsqlDataSource source, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            // A host that vanishes without a goodbye keeps its locks until the server notices; the plan must not be made anew for every look.
            await Execute(connection, "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3; set plan_cache_mode = force_generic_plan", ct);
            await Execute(connection, $"select pg_advisory_lock_shared({PresenceClass}, 0)", ct);
            return new LaneOwnership(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives lanes away above the fair share, takes free ones below it; returns the lanes that are new.</summary>
    public async Task<IReadOnlyCollection<LaneState>> Rebalance(CancellationToken ct)
    {
        var instances = Math.Max(1, await Scalar<long>(
            $"select count(*) from pg_locks where locktype = 'advisory' and classid = {PresenceClass} and granted and database = (select oid from pg_database where datname = current_database())", ct));
        var fair = (int)((Lane.Count + instances - 1) / instances);
        foreach (var lane in _owned.Keys.Order().Skip(fair).ToList())
        {
            await Execute(Connection, $"select pg_advisory_unlock({LaneClass}, {lane})", ct);
            _owned.Remove(lane);
        }

        var taken = new List<LaneState>();
        for (short lane = 0; lane < Lane.Count && _owned.Count < fair; lane++)
            if (!_owned.ContainsKey(lane) && await Scalar<bool>($"select pg_try_advisory_lock({LaneClass}, {lane})", ct))
                taken.Add(_owned[lane] = new LaneState(lane));
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // The pool keeps the session: its locks must go now. Where that fails the session is broken, and the pool ends it.
            await Execute(Connection, "select pg_advisory_unlock_all()", CancellationToken.None);
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException or TimeoutException)
        {
            await Connection.CloseAsync();
        }

        await Connection.DisposeAsync();
    }

    private async Task<T> Scalar<T>(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
