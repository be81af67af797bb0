using Npgsql;
using NpgsqlTypes;

namespace PovertyPlatform.Messaging.Consuming;

/// <summary>Events that wait in the database for something that has not arrived. Plain rows with a due time: any instance takes what is due and not locked.</summary>
internal static class Parking
{
    /// <summary>After this time an event is no longer early but wrong.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static TimeSpan Pause(int attempts) => attempts switch
    {
        <= 2 => TimeSpan.FromSeconds(1),
        <= 5 => TimeSpan.FromSeconds(5),
        <= 10 => TimeSpan.FromSeconds(30),
        <= 20 => TimeSpan.FromMinutes(2),
        _ => TimeSpan.FromMinutes(10),
    };

    public static async Task Put(NpgsqlDataSource source, string consumer, Guid messageId, string missing, Delivered message, CancellationToken ct)
    {
        await using var command = source.CreateCommand("""
            insert into messaging.parked_message (consumer, message_id, missing, due_at, traceparent, body) values ($1, $2, $3, now() + $4, $5, $6)
            on conflict (consumer, message_id) do nothing
            """);
        command.Parameters.AddWithValue(consumer);
        command.Parameters.AddWithValue(messageId);
        command.Parameters.AddWithValue(missing);
        command.Parameters.AddWithValue(Pause(1));
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)message.Traceparent ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.AddWithValue(message.Body.ToArray());
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Locks one due event of the consumer in the connection's transaction.</summary>
    public static async Task<Parked?> Take(NpgsqlConnection connection, string consumer, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select message_id, attempts, parked_at, traceparent, body from messaging.parked_message
            where consumer = $1 and due_at <= now() order by due_at limit 1 for update skip locked
            """, connection)
        { Parameters = { new() { Value = consumer } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new Parked(reader.GetGuid(0), reader.GetInt32(1), reader.GetDateTime(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetFieldValue<byte[]>(4))
            : null;
    }

    public static async Task Remove(NpgsqlConnection connection, string consumer, Guid messageId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("delete from messaging.parked_message where consumer = $1 and message_id = $2", connection)
        { Parameters = { new() { Value = consumer }, new() { Value = messageId } } };
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task Postpone(NpgsqlConnection connection, string consumer, Parked parked, string missing, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "update messaging.parked_message set attempts = attempts + 1, missing = $3, due_at = now() + $4 where consumer = $1 and message_id = $2", connection)
        {
            Parameters =
            {
                new() { Value = consumer }, new() { Value = parked.MessageId }, new() { Value = missing },
                new() { Value = Pause(parked.Attempts + 1), NpgsqlDbType = NpgsqlDbType.Interval },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>A parked event.</summary>
internal sealed record Parked(Guid MessageId, int Attempts, DateTime ParkedAt, string? Traceparent, byte[] Body);
