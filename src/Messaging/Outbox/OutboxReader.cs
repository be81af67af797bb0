using Npgsql;
using NpgsqlTypes;

namespace PovertyPlatform.Messaging.Outbox;

/// <summary>Reads the outbox behind the cursors, on the one connection that also holds the lanes' locks: whoever lost the locks can neither read nor advance.</summary>
internal sealed class OutboxReader(NpgsqlConnection connection)
{
    /// <summary>
    /// Position values become visible out of order, because transactions commit out of order. A row may only be passed when nothing older can still appear:
    /// when its transaction is older than the oldest one running. The two days are slack for a transaction that writes long: partitions older than that are skipped.
    /// </summary>
    internal const string ReadSql = """
        select m.lane, m.tx, m.position, m.recorded_at, m.message_id, m.contract, m.body, m.traceparent, m.occurred_at
        from unnest($1::smallint[], $2::xid8[], $3::bigint[], $4::timestamptz[], $5::int[]) as c(lane, tx, position, recorded_at, at_most)
        cross join lateral (
          select * from messaging.outbox_message o
          where o.lane = c.lane
            and o.recorded_at >= c.recorded_at - interval '2 days'
            and (o.tx, o.position) > (c.tx, c.position)
            and o.tx < pg_snapshot_xmin(pg_current_snapshot())
          order by o.tx, o.position
          limit c.at_most) m
        """;

    internal const string AdvanceSql = """
        update messaging.relay_cursor c set tx = v.tx, position = v.position, recorded_at = v.recorded_at
        from unnest($1::smallint[], $2::xid8[], $3::bigint[], $4::timestamptz[]) as v(lane, tx, position, recorded_at)
        where c.lane = v.lane and (c.tx, c.position) < (v.tx, v.position)
        """;

    private NpgsqlCommand? _read;
    private NpgsqlCommand? _advance;

    /// <summary>Up to so many rows of each lane, in the order of the lane.</summary>
    public async Task<List<RelayRow>> Read(IReadOnlyList<(LaneState Lane, int AtMost)> wanted, CancellationToken ct)
    {
        _read ??= await Prepare(ReadSql,
            NpgsqlDbType.Smallint, NpgsqlDbType.Xid8, NpgsqlDbType.Bigint, NpgsqlDbType.TimestampTz, NpgsqlDbType.Integer);
        var lanes = wanted.ToDictionary(pair => pair.Lane.Lane, pair => pair.Lane);
        Fill(_read, [.. wanted.Select(pair => pair.Lane)]);
        _read.Parameters[4].Value = wanted.Select(pair => pair.AtMost).ToArray();
        var rows = new List<RelayRow>();
        await using var reader = await _read.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var lane = lanes[reader.GetInt16(0)];
            rows.Add(new RelayRow
            {
                Lane = lane,
                Epoch = lane.Epoch,
                Tx = reader.GetFieldValue<ulong>(1),
                Position = reader.GetInt64(2),
                RecordedAt = reader.GetDateTime(3),
                MessageId = reader.GetGuid(4),
                Contract = reader.GetString(5),
                Body = reader.GetFieldValue<byte[]>(6),
                Traceparent = reader.IsDBNull(7) ? null : reader.GetString(7),
                OccurredAt = reader.GetDateTime(8),
            });
        }

        return rows;
    }

    /// <summary>Moves the stored cursors of these lanes to their given rows; never backwards.</summary>
    public async Task Advance(IReadOnlyList<RelayRow> ends, CancellationToken ct)
    {
        if (ends.Count == 0)
            return;
        _advance ??= await Prepare(AdvanceSql, NpgsqlDbType.Smallint, NpgsqlDbType.Xid8, NpgsqlDbType.Bigint, NpgsqlDbType.TimestampTz);
        _advance.Parameters[0].Value = ends.Select(row => row.Lane.Lane).ToArray();
        _advance.Parameters[1].Value = ends.Select(row => row.Tx).ToArray();
        _advance.Parameters[2].Value = ends.Select(row => row.Position).ToArray();
        _advance.Parameters[3].Value = ends.Select(row => row.RecordedAt).ToArray();
        await _advance.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Sets the lanes to their stored cursors.</summary>
    public async Task Rewind(IReadOnlyCollection<LaneState> lanes, CancellationToken ct)
    {
        if (lanes.Count == 0)
            return;
        var byLane = lanes.ToDictionary(state => state.Lane);
        await using var command = new NpgsqlCommand("select lane, tx, position, recorded_at from messaging.relay_cursor where lane = any($1)", connection)
        {
            Parameters = { new() { Value = byLane.Keys.ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var state = byLane[reader.GetInt16(0)];
            (state.Tx, state.Position, state.RecordedAt) = (reader.GetFieldValue<ulong>(1), reader.GetInt64(2), reader.GetDateTime(3));
        }
    }

    private static void Fill(NpgsqlCommand command, LaneState[] lanes)
    {
        command.Parameters[0].Value = Array.ConvertAll(lanes, lane => lane.Lane);
        command.Parameters[1].Value = Array.ConvertAll(lanes, lane => lane.Tx);
        command.Parameters[2].Value = Array.ConvertAll(lanes, lane => lane.Position);
        command.Parameters[3].Value = Array.ConvertAll(lanes, lane => lane.RecordedAt);
    }

    private async Task<NpgsqlCommand> Prepare(string sql, params NpgsqlDbType[] arrays)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var type in arrays)
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type });
        await command.PrepareAsync();
        return command;
    }
}
