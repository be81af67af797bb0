using Npgsql;
using NpgsqlTypes;

namespace PovertyPlatform.Messaging.Consuming;

/// <summary>Remembers what a consumer has handled, in the transaction of the effect.</summary>
internal static class Inbox
{
    /// <summary>Enters the ids and returns those that were not there: only they may have an effect.</summary>
    public static async Task<HashSet<Guid>> Take(NpgsqlConnection connection, string consumer, IEnumerable<Guid> ids, CancellationToken ct)
    {
        // In one order, so that two instances with the same ids wait for each other instead of dead-locking.
        await using var command = new NpgsqlCommand(
            "insert into messaging.inbox_message (consumer, message_id) select $1, id from unnest($2) as id order by id on conflict do nothing returning message_id", connection)
        {
            Parameters = { new() { Value = consumer }, new() { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid } },
        };
        var fresh = new HashSet<Guid>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            fresh.Add(reader.GetGuid(0));
        return fresh;
    }
}
