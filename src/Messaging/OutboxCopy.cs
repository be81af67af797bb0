using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.Contracts;
using PovertyPlatform.Messaging.Outbox;

namespace PovertyPlatform.Messaging;

/// <summary>Publishes many events at once by binary COPY, on the bulk lanes, so that an import never stands in the way of an officer's work.</summary>
public static class OutboxCopy
{
    /// <summary>Rows of one call whose trace is recorded; an import's trace stays readable and the rest keep its trace id unrecorded.</summary>
    private const int RecordedTraces = 16;

    /// <summary>Writes the events into the outbox inside the connection's open transaction; they are published after its commit.</summary>
    /// <param name="connection">Open connection, in the transaction that writes the state. No other command may run on it meanwhile.</param>
    /// <param name="events">Events in the order in which those of one subject shall arrive. A subject's bulk and ordinary events travel on different lanes: versions order them.</param>
    /// <param name="ct">Cancels the copy; the transaction is broken then.</param>
    /// <returns>Number of events written.</returns>
    public static async Task<long> Write(NpgsqlConnection connection, IEnumerable<IIntegrationEvent> events, CancellationToken ct)
    {
        var traceparent = Activity.Current?.Id;
        var unrecorded = traceparent is null ? null : $"{traceparent[..^2]}00";
        long written = 0;
        await using var rows = await connection.BeginBinaryImportAsync(
            "copy messaging.outbox_message (message_id, lane, contract, subject_id, version, province_code, commune_code, body, traceparent, occurred_at) from stdin (format binary)", ct);
        foreach (var message in events)
        {
            await rows.StartRowAsync(ct);
            await rows.WriteAsync(message.EventId, NpgsqlDbType.Uuid, ct);
            await rows.WriteAsync(Lane.BulkOf(message.SubjectId), NpgsqlDbType.Smallint, ct);
            await rows.WriteAsync(EventContractAttribute.Of(message.GetType()).Urn, NpgsqlDbType.Text, ct);
            await rows.WriteAsync(message.SubjectId, NpgsqlDbType.Uuid, ct);
            await rows.WriteAsync(message.SubjectVersion, NpgsqlDbType.Bigint, ct);
            await rows.WriteAsync(message.ProvinceCode, NpgsqlDbType.Text, ct);
            await rows.WriteAsync(message.CommuneCode, NpgsqlDbType.Text, ct);
            await rows.WriteAsync(EventJson.Write(message), NpgsqlDbType.Bytea, ct);
            if ((written < RecordedTraces ? traceparent : unrecorded) is { } trace)
                await rows.WriteAsync(trace, NpgsqlDbType.Text, ct);
            else
                await rows.WriteNullAsync(ct);
            await rows.WriteAsync(message.OccurredAt.UtcDateTime, NpgsqlDbType.TimestampTz, ct);
            written++;
        }

        await rows.CompleteAsync(ct);
        return written;
    }
}
