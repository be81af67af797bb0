using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.PartnerService.Data.Feed;
using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.PartnerService.Data.Webhooks;

/// <summary>An endpoint that listens, and how far the feed has been turned into bells for it.</summary>
public sealed record ListeningEndpoint(Guid Id, string Cursor, FeedFilter Filter);

/// <summary>Turns events of the feed into bells, each endpoint from its own place, in one commit with that place.</summary>
public sealed class EndpointFanOut(NpgsqlDataSource source)
{
    private const string AdvanceSql = "update webhook_endpoint set cursor = $3 where id = $1 and cursor = $2 and state = 'Active'";

    private const string BellsSql = """
        insert into webhook_delivery (id, endpoint_id, event_id, event_type, subject_id, occurred_at, traceparent, state, due_at, created_at)
        select id, $1, event_id, event_type, subject_id, occurred_at, traceparent, 'Waiting', $2, $2
        from unnest($3, $4, $5, $6, $7, $8) as bell (id, event_id, event_type, subject_id, occurred_at, traceparent)
        on conflict (endpoint_id, event_id) do nothing
        """;

    /// <summary>All endpoints at which bells are rung.</summary>
    public async Task<IReadOnlyList<ListeningEndpoint>> Listening(CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "select id, cursor, area_provinces, area_communes, area_nationwide, types, communes from webhook_endpoint where state = 'Active' order by id");
        var endpoints = new List<ListeningEndpoint>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            endpoints.Add(new ListeningEndpoint(reader.GetGuid(0), reader.GetString(1), new FeedFilter(
                new AreaScope(reader.GetFieldValue<string[]>(2), reader.GetFieldValue<string[]>(3), reader.GetBoolean(4)),
                reader.GetFieldValue<string[]>(5), reader.GetFieldValue<string[]>(6))));
        return endpoints;
    }

    /// <summary>Moves an endpoint on and makes its bells. False when another instance was faster or the endpoint stopped listening: nothing is written then.</summary>
    public async Task<bool> Advance(ListeningEndpoint endpoint, FeedCursor next, IReadOnlyList<FeedRow> rows, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var advance = new NpgsqlCommand(AdvanceSql, connection, transaction)
        {
            Parameters = { new() { Value = endpoint.Id }, new() { Value = endpoint.Cursor }, new() { Value = next.ToString() } },
        };
        if (await advance.ExecuteNonQueryAsync(ct) == 0)
            return false;
        if (rows.Count > 0)
        {
            await using var bells = new NpgsqlCommand(BellsSql, connection, transaction);
            bells.Parameters.AddWithValue(endpoint.Id);
            bells.Parameters.AddWithValue(now.UtcDateTime);
            bells.Parameters.AddWithValue(rows.Select(_ => Guid.CreateVersion7(now)).ToArray());
            bells.Parameters.AddWithValue(rows.Select(row => row.EventId).ToArray());
            bells.Parameters.AddWithValue(rows.Select(row => row.Type).ToArray());
            bells.Parameters.AddWithValue(rows.Select(row => row.SubjectId).ToArray());
            bells.Parameters.AddWithValue(rows.Select(row => row.OccurredAt.UtcDateTime).ToArray());
            bells.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Traceparent).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            await bells.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return true;
    }
}
