using Npgsql;
using NpgsqlTypes;

namespace PovertyPlatform.ServiceDefaults.Idempotency;

/// <summary>The kept answers, in the transaction of the effect they answer for.</summary>
internal sealed class AnswerStore(NpgsqlConnection connection, NpgsqlTransaction transaction, IdempotencyKey key)
{
    public sealed record Kept(byte[] RequestHash, byte[] SealedAnswer);

    /// <summary>
    /// Not entered while another request with this key runs; otherwise the answer of an earlier one, where there is one. The lock ends with the transaction, so a
    /// crash leaves nothing behind. Two statements in one round trip, in this order: the second sees what was committed before the lock was free.
    /// </summary>
    public async Task<(bool IsEntered, Kept? Kept)> Enter(DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                Part("select pg_try_advisory_xact_lock($1)", key.LockNumber),
                Part("select request_hash, sealed_answer from idempotency.answer where caller = $1 and key_hash = $2 and expires_at > $3", key.Caller, key.Hash, now),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var isEntered = await reader.ReadAsync(ct) && reader.GetBoolean(0);
        await reader.NextResultAsync(ct);
        return (isEntered, await reader.ReadAsync(ct) ? new Kept(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1)) : null);
    }

    /// <summary>Keeps the answer, and clears away a few that have expired, so that the table needs no worker to stay small.</summary>
    public async Task Keep(byte[] requestHash, byte[] answer, DateTimeOffset now, TimeSpan keptFor, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Part(
            """
            with old as (
              delete from idempotency.answer where ctid = any (array(
                select ctid from idempotency.answer where expires_at <= $5 and not (caller = $1 and key_hash = $2) order by expires_at limit 20 for update skip locked)))
            insert into idempotency.answer (caller, key_hash, request_hash, sealed_answer, recorded_at, expires_at) values ($1, $2, $3, $4, $5, $6)
            on conflict (caller, key_hash) do update set
              request_hash = excluded.request_hash, sealed_answer = excluded.sealed_answer, recorded_at = excluded.recorded_at, expires_at = excluded.expires_at
            """,
            key.Caller, key.Hash, requestHash, key.Seal(answer), now, now + keptFor));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlBatchCommand Part(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value is DateTimeOffset instant
                ? new NpgsqlParameter { Value = instant.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz }
                : new NpgsqlParameter { Value = value });
        return command;
    }
}
