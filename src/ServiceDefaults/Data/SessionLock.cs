using Npgsql;

namespace PovertyPlatform.ServiceDefaults.Data;

/// <summary>
/// A lock by name that a database session holds. Whoever holds that of a job runs it; the lock ends with the session, however that ends, so that a job whose
/// service was killed is taken up by another.
/// </summary>
public static class SessionLock
{
    /// <summary>Takes the lock unless another session holds it; never waits.</summary>
    /// <param name="connection">Open connection whose session will hold the lock; it must stay open as long as the lock is wanted.</param>
    /// <param name="name">Name of the lock in this database, for example <c>import 0199…</c>.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>False when another session holds it.</returns>
    public static async Task<bool> TryTake(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", connection) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Gives the lock back; a broken session, which has lost it already, is closed.</summary>
    /// <param name="connection">The connection that took it.</param>
    /// <param name="name">Name of the lock.</param>
    public static Task LetGo(NpgsqlConnection connection, string name) => LetGo(connection, async () =>
    {
        await using var command = new NpgsqlCommand("select pg_advisory_unlock(hashtextextended($1, 0))", connection) { Parameters = { new() { Value = name } } };
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    });

    /// <summary>Gives another kind of session lock back in the same way: a pooled session would keep it until somebody uses it again.</summary>
    /// <param name="connection">The connection that took it.</param>
    /// <param name="release">Gives it back.</param>
    public static async Task LetGo(NpgsqlConnection connection, Func<Task> release)
    {
        try
        {
            await release();
        }
        catch (Exception broken) when (broken is NpgsqlException or InvalidOperationException or IOException)
        {
            await connection.CloseAsync();
        }
    }
}
