using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PovertyPlatform.Messaging.Operations;

/// <summary>The table of replays.</summary>
internal sealed class ReplayStore(NpgsqlDataSource source, TimeProvider clock)
{
    private const string Columns = "id, queue, contract, from_day, to_day, state, sent, changed_at";

    /// <summary>Stores the replay together with what the context holds, the audit line.</summary>
    public static async Task Add(DbContext db, EventReplay replay, string reason, string requestedBy, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"""
            insert into messaging.replay (id, queue, contract, from_day, to_day, state, reason, requested_by, requested_at, changed_at)
            values ({replay.Id}, {replay.Queue}, {replay.Contract}, {replay.FromDay}, {replay.ToDay}, {replay.State}, {reason}, {requestedBy}, {replay.ChangedAt}, {replay.ChangedAt})
            """, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public async Task<EventReplay?> Find(Guid id, CancellationToken ct) => await One($"select {Columns} from messaging.replay where id = $1", ct, id);

    /// <summary>Takes the oldest replay that waits, or one whose worker has been silent for a minute.</summary>
    public async Task<EventReplay?> TakeNext(CancellationToken ct) => await One($"""
        update messaging.replay set state = 'running', sent = 0, changed_at = $1 where id = (
          select id from messaging.replay where state = 'queued' or (state = 'running' and changed_at < $2) order by requested_at limit 1 for update skip locked)
        returning {Columns}
        """, ct, clock.GetUtcNow().UtcDateTime, clock.GetUtcNow().UtcDateTime.AddMinutes(-1));

    /// <summary>Notes progress; false when the replay was cancelled.</summary>
    public async Task<bool> Progress(Guid id, long sent, CancellationToken ct)
    {
        await using var command = source.CreateCommand("update messaging.replay set sent = $2, changed_at = $3 where id = $1 and state = 'running'");
        Fill(command, id, sent, clock.GetUtcNow().UtcDateTime);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    public async Task Change(Guid id, string state, CancellationToken ct)
    {
        await using var command = source.CreateCommand("update messaging.replay set state = $2, changed_at = $3 where id = $1 and state in ('queued', 'running')");
        Fill(command, id, state, clock.GetUtcNow().UtcDateTime);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<EventReplay?> One(string sql, CancellationToken ct, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        Fill(command, parameters);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new EventReplay(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateOnly>(3), reader.GetFieldValue<DateOnly>(4),
                reader.GetString(5), reader.GetInt64(6), reader.GetFieldValue<DateTimeOffset>(7))
            : null;
    }

    private static void Fill(NpgsqlCommand command, params object[] parameters)
    {
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
    }
}
