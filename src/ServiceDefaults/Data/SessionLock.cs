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

    /// <summary>Takes the first job of a list that no other session runs, and holds its lock.</summary>
    /// <typeparam name="T">The job as its worker sees it.</typeparam>
    /// <param name="connection">Open connection whose session will hold the lock.</param>
    /// <param name="candidates">Statement that lists the ids of jobs, oldest first.</param>
    /// <param name="lockOf">Name of a job's lock.</param>
    /// <param name="take">Marks the job as begun; null when it can no longer be, and the next one is tried.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null when there is nothing to do.</returns>
    public static async Task<T?> Claim<T>(NpgsqlConnection connection, string candidates, Func<Guid, string> lockOf, Func<Guid, Task<T?>> take, CancellationToken ct)
        where T : class
    {
        var waiting = new List<Guid>();
        await using (var list = new NpgsqlCommand(candidates, connection))
        await using (var reader = await list.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                waiting.Add(reader.GetGuid(0));
        foreach (var id in waiting)
        {
            if (!await TryTake(connection, lockOf(id), ct))
                continue;
            T? job = null;
            try
            {
                job = await take(id);
                if (job is not null)
                    return job;
            }
            finally
            {
                if (job is null)
                    await LetGo(connection, lockOf(id));
            }
        }

        return null;
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
