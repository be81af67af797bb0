using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.PartnerService.Domain.Webhooks;

namespace PovertyPlatform.PartnerService.Data.Webhooks;

/// <summary>
/// The bells that wait. Claiming commits before anything is sent, and the result is recorded afterwards in a commit of its own: no transaction is open while
/// a partner is called. A sender that dies in between is overtaken when its lease ends; the partner then hears the same <c>webhook-id</c> twice.
/// </summary>
public sealed class PendingDeliveries(NpgsqlDataSource source, WebhookOptions options)
{
    // Turn by turn over the endpoints, so that a long queue of one does not stand before another's first bell. One claimer at a time makes the cap exact.
    private const string ClaimSql = """
        with turn as (
          select w.id, w.endpoint_id
          from webhook_endpoint e
          cross join lateral (
            select count(*) as sending from webhook_delivery s where s.endpoint_id = e.id and s.state = 'Sending' and s.due_at > $1) busy
          cross join lateral (
            select d.id, d.endpoint_id, d.due_at, row_number() over (order by d.due_at, d.id) as turn from (
              select * from webhook_delivery d where d.endpoint_id = e.id and d.state in ('Waiting', 'Sending') and d.due_at <= $1
              order by d.due_at, d.id limit greatest(0, case when e.consecutive_failures >= $2 then 1 else $3 end - busy.sending)
              for update skip locked) d) w
          where e.state = 'Active' and (e.closed_until is null or e.closed_until <= $1)
          order by w.turn, w.due_at limit $4)
        update webhook_delivery d set state = 'Sending', lease = gen_random_uuid(), due_at = $5, attempts = d.attempts + 1, last_attempt_at = $1
        from turn join webhook_endpoint e on e.id = turn.endpoint_id
        where d.id = turn.id
        returning d.id, d.lease, d.attempts, d.event_id, d.event_type, d.subject_id, d.occurred_at, d.traceparent,
                  e.id, e.url, e.sealed_secret, e.sealed_old_secret, e.old_secret_until
        """;

    private const string FinishSql = """
        update webhook_delivery set state = $3, due_at = $4, lease = null, last_status = $5, last_fault = $6, finished_at = $7
        where id = $1 and lease = $2 and state = 'Sending'
        """;

    private const string HeardSql = """
        update webhook_endpoint set consecutive_failures = 0, closed_until = null, last_success_at = $2
        where id = $1 and (consecutive_failures > 0 or last_success_at is null or last_success_at < $2::timestamptz - interval '10 seconds')
        """;

    private const string UnheardSql = """
        update webhook_endpoint set consecutive_failures = consecutive_failures + 1, last_failure_at = $2, last_fault = $3
        where id = $1 returning consecutive_failures
        """;

    private const string DisableSql = """
        update webhook_endpoint set state = 'Disabled', state_reason = $2, state_changed_at = $3 where id = $1 and state = 'Active'
        """;

    /// <summary>Claims at most <paramref name="most"/> bells that are due, within each endpoint's cap.</summary>
    public async Task<IReadOnlyList<ClaimedDelivery>> Claim(int most, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var only = new NpgsqlCommand("select pg_try_advisory_xact_lock(hashtext('partner.claim_deliveries'))", connection, transaction);
        if (!(bool)(await only.ExecuteScalarAsync(ct))!)
            return [];
        var claimed = new List<ClaimedDelivery>();
        await using (var command = Command(ClaimSql, connection, transaction, now, options.BreakAfter, options.PerEndpoint, most, now + options.Lease))
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                claimed.Add(new ClaimedDelivery(
                    reader.GetGuid(0), reader.GetGuid(1), reader.GetInt32(2), reader.GetGuid(3), reader.GetString(4), reader.GetGuid(5),
                    reader.GetFieldValue<DateTimeOffset>(6), reader.IsDBNull(7) ? null : reader.GetString(7), reader.GetGuid(8), reader.GetString(9),
                    reader.GetFieldValue<byte[]>(10), reader.IsDBNull(11) ? null : reader.GetFieldValue<byte[]>(11),
                    reader.IsDBNull(12) ? null : reader.GetFieldValue<DateTimeOffset>(12)));
        await transaction.CommitAsync(ct);
        return claimed;
    }

    /// <summary>Records an attempt. Returns the reason when the endpoint was disabled because of it.</summary>
    /// <param name="delivery">The bell.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="chance">Random number from 0 to 1 for the next wait.</param>
    /// <param name="now">Present instant.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<string?> Record(ClaimedDelivery delivery, AttemptResult result, double chance, DateTimeOffset now, CancellationToken ct)
    {
        var wait = options.Ladder.After(delivery.Attempts, chance);
        var ends = result.IsHeard || wait is null || result.IsGone;
        var state = result.IsHeard ? DeliveryState.Delivered : ends ? DeliveryState.Exhausted : DeliveryState.Waiting;
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var finish = Command(FinishSql, connection, transaction,
            delivery.Id, delivery.Lease, state.ToString(), ends ? now : now + wait!.Value, result.Status, result.Fault, ends ? now : null);
        // Zero rows: the lease had ended and another sender has the bell; its result counts, not ours.
        var disabled = await finish.ExecuteNonQueryAsync(ct) == 0 ? null : await Judge(connection, transaction, delivery, result, state, now, ct);
        await transaction.CommitAsync(ct);
        return disabled;
    }

    private async Task<string?> Judge(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ClaimedDelivery delivery, AttemptResult result, DeliveryState state, DateTimeOffset now, CancellationToken ct)
    {
        if (result.IsHeard)
        {
            await using var heard = Command(HeardSql, connection, transaction, delivery.EndpointId, now);
            await heard.ExecuteNonQueryAsync(ct);
            return null;
        }

        await using var unheard = Command(UnheardSql, connection, transaction, delivery.EndpointId, now, result.Fault);
        var failures = await unheard.ExecuteScalarAsync(ct) is int count ? count : 0;
        if (options.Breaker.PauseAfter(failures) is { } pause)
        {
            await using var close = Command("update webhook_endpoint set closed_until = $2 where id = $1", connection, transaction, delivery.EndpointId, now + pause);
            await close.ExecuteNonQueryAsync(ct);
        }

        if (state != DeliveryState.Exhausted)
            return null;
        var reason = result.IsGone ? EndpointReason.Gone : $"{EndpointReason.Exhausted}:{result.Fault}";
        await using var disable = Command(DisableSql, connection, transaction, delivery.EndpointId, reason, now);
        return await disable.ExecuteNonQueryAsync(ct) == 1 ? reason : null;
    }

    private static NpgsqlCommand Command(string sql, NpgsqlConnection connection, NpgsqlTransaction transaction, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values)
            command.Parameters.Add(value switch
            {
                DateTimeOffset instant => new NpgsqlParameter { Value = instant.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                null => new NpgsqlParameter { Value = DBNull.Value },
                _ => new NpgsqlParameter { Value = value },
            });
        return command;
    }
}
