using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.ServiceDefaults.Idempotency;

/// <summary>The kept answers, in the transaction of the effect they answer for.</summary>
internal sealed class AnswerStore(NpgsqlConnection connection, NpgsqlTransaction transaction, IdempotencyKey key)
{
    /// <summary>Stands before anything the request changes.</summary>
    public const string Savepoint = "request";

    private const string KeepAnswer = """
        insert into idempotency.answer (caller, key_hash, request_hash, sealed_answer, recorded_at, expires_at) values ($1, $2, $3, $4, $5, $6)
        on conflict (caller, key_hash) do update set
          request_hash = excluded.request_hash, sealed_answer = excluded.sealed_answer, recorded_at = excluded.recorded_at, expires_at = excluded.expires_at
        """;

    private const string ClearAway = """
        delete from idempotency.answer where ctid = any (array(
          select ctid from idempotency.answer where expires_at <= $1 and not (caller = $2 and key_hash = $3) order by expires_at limit 100 for update skip locked))
        """;

    public sealed record Kept(byte[] RequestHash, byte[] SealedAnswer);

    /// <summary>
    /// Not entered while another request with this key runs; otherwise the answer of an earlier one, where there is one. The lock ends with the transaction, so a
    /// crash leaves nothing behind. One round trip with the beginning of the transaction, and in this order: the look at the answers sees what was committed before
    /// the lock was free.
    /// </summary>
    public async Task<(bool IsEntered, Kept? Kept)> Enter(AreaScope area, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                Part("select pg_try_advisory_xact_lock($1)", key.LockNumber),
                Part("select request_hash, sealed_answer from idempotency.answer where caller = $1 and key_hash = $2 and expires_at > $3", key.Caller, key.Hash, now),
                AreaCommands.Telling(area),
                new NpgsqlBatchCommand($"savepoint {Savepoint}"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var isEntered = await reader.ReadAsync(ct) && reader.GetBoolean(0);
        await reader.NextResultAsync(ct);
        return (isEntered, await reader.ReadAsync(ct) ? new Kept(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1)) : null);
    }

    /// <summary>
    /// Keeps the answer and commits, in one round trip: the transaction is over afterwards. One request in sixteen clears away what has expired, so that the table needs
    /// no worker to stay small.
    /// </summary>
    public async Task KeepAndCommit(byte[] requestHash, byte[] answer, DateTimeOffset now, TimeSpan keptFor, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (key.Hash[0] % 16 == 0)
            batch.BatchCommands.Add(Part(ClearAway, now, key.Caller, key.Hash));
        batch.BatchCommands.Add(Part(KeepAnswer, key.Caller, key.Hash, requestHash, key.Seal(answer), now, now + keptFor));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
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
