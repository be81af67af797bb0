using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.PartnerService.Data.Feed;

/// <summary>Events of a commune and type, counted.</summary>
public sealed record FeedCount(string ProvinceCode, string CommuneCode, string Type, long Count, string Checksum);

/// <summary>Counts a day's events, so that both sides can find a gap without comparing them one by one.</summary>
public sealed class FeedSummary(NpgsqlDataSource source)
{
    private const string Sql = """
        select province_code, commune_code, type, count(*),
               encode(sha256(convert_to(string_agg(event_id::text, ',' order by event_id), 'UTF8')), 'hex')
        from feed_event
        where occurred_at >= $1 and occurred_at < $2 and recorded_on >= $3 and tx < pg_snapshot_xmin(pg_current_snapshot())
          and ($4 or province_code = any($5) or commune_code = any($6))
        group by province_code, commune_code, type order by province_code, commune_code, type
        """;

    /// <summary>Counts events of an area that occurred in a span.</summary>
    public async Task<IReadOnlyList<FeedCount>> Count(DateTimeOffset from, DateTimeOffset to, AreaScope area, CancellationToken ct)
    {
        var command = new NpgsqlBatchCommand(Sql);
        command.Parameters.AddWithValue(from.UtcDateTime);
        command.Parameters.AddWithValue(to.UtcDateTime);
        command.Parameters.AddWithValue(DateOnly.FromDateTime(from.UtcDateTime).AddDays(-1));
        command.Parameters.AddWithValue(area.IsNationwide);
        command.Parameters.AddWithValue(area.Provinces.ToArray());
        command.Parameters.AddWithValue(area.Communes.ToArray());
        var counts = new List<FeedCount>();
        await using var batch = source.CreateBatch(area, command);
        await using var reader = await batch.ExecuteInArea(ct);
        while (await reader.ReadAsync(ct))
            counts.Add(new FeedCount(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetString(4)));
        return counts;
    }
}
