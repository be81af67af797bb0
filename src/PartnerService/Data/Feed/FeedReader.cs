using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.PartnerService.Domain.Feed;

namespace PovertyPlatform.PartnerService.Data.Feed;

/// <summary>
/// Reads the feed after a place. Only rows older than the oldest running transaction are given: positions are handed out before commits, so a row that commits
/// late would otherwise be jumped over. What is below that edge never changes any more; therefore the edge itself is the next place when all was given.
/// The log is read over all areas, because a look is bounded by rows looked at, not by rows found; the statement gives only the reader's areas, and each row is
/// compared with them once more before it leaves.
/// </summary>
public sealed class FeedReader(NpgsqlDataSource source, FeedOptions options)
{
    /// <summary>Days of slack for a transaction that wrote its row long after it got its number; partitions older than that are skipped.</summary>
    private const int SlackDays = 2;

    private const string Page = """
        select pg_snapshot_xmin(pg_current_snapshot()), pg_snapshot_xmax(pg_current_snapshot()), (now() at time zone 'UTC')::date, feed_history(),
               e.tx, e.position, e.recorded_on, e.event_id, e.type, e.subject_id, e.occurred_at, e.traceparent, e.data::text, e.province_code, e.commune_code
        from (select 1) once left join lateral (
          select * from (
            select * from feed_event
            where recorded_on >= $1 and (tx, position) > ($2, $3) and tx < pg_snapshot_xmin(pg_current_snapshot())
            order by tx, position limit $4) looked_at
          where ($5 or province_code = any($6) or commune_code = any($7)) and ($8 or type = any($9)) and ($10 or commune_code = any($11))
          order by tx, position limit $12) e on true
        """;

    private const string NewestSql = """
        select feed_history(), e.tx, e.position, e.recorded_on
        from (select 1) once left join lateral (
          select tx, position, recorded_on from feed_event where tx < pg_snapshot_xmin(pg_current_snapshot()) order by tx desc, position desc limit 1) e on true
        """;

    private const string LastLookedAt = """
        select tx, position, recorded_on from feed_event
        where recorded_on >= $1 and (tx, position) > ($2, $3) and tx < $4
        order by tx, position offset $5 limit 1
        """;

    /// <summary>The place behind everything there is now: where a reader starts that wants only what comes.</summary>
    public async Task<FeedCursor> End(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select feed_history(), pg_snapshot_xmin(pg_current_snapshot()), (now() at time zone 'UTC')::date");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new FeedCursor(History(reader, 0), reader.GetFieldValue<ulong>(1), 0, reader.GetFieldValue<DateOnly>(2));
    }

    /// <summary>The place of the newest event that readers can see; the beginning when there is none of late.</summary>
    public async Task<FeedCursor> Newest(CancellationToken ct)
    {
        await using var command = source.CreateCommand(NewestSql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return await reader.IsDBNullAsync(1, ct)
            ? FeedCursor.Beginning(History(reader, 0))
            : new FeedCursor(History(reader, 0), reader.GetFieldValue<ulong>(1), reader.GetInt64(2), reader.GetFieldValue<DateOnly>(3));
    }

    /// <summary>Reads at most <paramref name="limit"/> events; looks at a bounded number of rows however few of them pass the filter.</summary>
    /// <param name="after">The place, or null for the beginning of what is kept.</param>
    /// <param name="filter">Areas and wishes of the reader.</param>
    /// <param name="limit">Most events to give.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<FeedPage> Read(FeedCursor? after, FeedFilter filter, int limit, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var place = after ?? default;
        var rows = new List<FeedRow>();
        FeedCursor edge;
        ulong newest;
        await using (var command = new NpgsqlCommand(Page, connection))
        {
            AddPlace(command, place);
            command.Parameters.AddWithValue(options.LookedAtPerPage);
            command.Parameters.AddWithValue(filter.Area.IsNationwide);
            command.Parameters.AddWithValue(filter.Area.Provinces.ToArray());
            command.Parameters.AddWithValue(filter.Area.Communes.ToArray());
            command.Parameters.AddWithValue(filter.Types.Count == 0);
            command.Parameters.AddWithValue(filter.Types.ToArray());
            command.Parameters.AddWithValue(filter.Communes.Count == 0);
            command.Parameters.AddWithValue(filter.Communes.ToArray());
            command.Parameters.AddWithValue(limit);
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            edge = new FeedCursor(History(reader, 3), reader.GetFieldValue<ulong>(0), 0, reader.GetFieldValue<DateOnly>(2));
            newest = reader.GetFieldValue<ulong>(1);
            while (!await reader.IsDBNullAsync(4, ct))
            {
                if (!filter.Area.Contains(reader.GetString(13), reader.GetString(14)))
                    throw new InvalidOperationException("An event of another area was about to be given.");
                rows.Add(Row(reader));
                if (!await reader.ReadAsync(ct))
                    break;
            }
        }

        if (after is { } given && (given.History != edge.History || given.Tx > newest))
            return new FeedPage(FeedOutcome.Restored, [], given.DayBefore(edge.History), true);
        if (after is { } old && old.Day != DateOnly.MinValue && old.Day < edge.Day.AddDays(-options.KeptDays))
            return new FeedPage(FeedOutcome.Expired, [], FeedCursor.Beginning(edge.History), true);
        if (rows.Count == limit)
            return new FeedPage(FeedOutcome.Read, rows, new FeedCursor(edge.History, rows[^1].Tx, rows[^1].Position, rows[^1].RecordedOn), true);
        if (await Last(connection, place, edge, ct) is { } last)
            return new FeedPage(FeedOutcome.Read, rows, last, true);
        return new FeedPage(FeedOutcome.Read, rows, edge.IsBehind(place) ? place : edge, false);
    }

    /// <summary>The last row looked at, when the look ended before the edge; null when it reached it.</summary>
    private async Task<FeedCursor?> Last(NpgsqlConnection connection, FeedCursor place, FeedCursor edge, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(LastLookedAt, connection);
        AddPlace(command, place);
        command.Parameters.Add(new NpgsqlParameter { Value = edge.Tx, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.AddWithValue(options.LookedAtPerPage - 1);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new FeedCursor(edge.History, reader.GetFieldValue<ulong>(0), reader.GetInt64(1), reader.GetFieldValue<DateOnly>(2))
            : null;
    }

    private static void AddPlace(NpgsqlCommand command, FeedCursor place)
    {
        command.Parameters.AddWithValue(place.Day.DayNumber < SlackDays ? DateOnly.MinValue : place.Day.AddDays(-SlackDays));
        command.Parameters.Add(new NpgsqlParameter { Value = place.Tx, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.AddWithValue(place.Position);
    }

    private static ulong History(NpgsqlDataReader reader, int column) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(reader.GetFieldValue<byte[]>(column));

    private static FeedRow Row(NpgsqlDataReader reader) => new(
        reader.GetFieldValue<ulong>(4), reader.GetInt64(5), reader.GetFieldValue<DateOnly>(6), reader.GetGuid(7), reader.GetString(8), reader.GetGuid(9),
        reader.GetFieldValue<DateTimeOffset>(10), reader.IsDBNull(11) ? null : reader.GetString(11), reader.GetString(12));
}
