using Npgsql;
using PovertyPlatform.HouseholdService.Domain.Duplicates;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Data.Duplicates;

/// <summary>The table of searches as the worker sees it. Who holds the session lock of a search runs it; the lock ends with the session, however that ends.</summary>
internal static class DuplicateSearches
{
    /// <summary>Takes the oldest search that nobody runs; null when there is none.</summary>
    /// <param name="connection">Session that will hold the lock.</param>
    /// <param name="ct">Cancels.</param>
    public static Task<DuplicateSearch?> Claim(NpgsqlConnection connection, CancellationToken ct) => SessionLock.Claim(
        connection, "select id from duplicate_search where state in ('queued', 'running') order by requested_at limit 50", LockOf, id => Take(connection, id, ct), ct);

    /// <summary>Gives the lock back.</summary>
    public static Task LetGo(NpgsqlConnection connection, Guid id) => SessionLock.LetGo(connection, LockOf(id));

    /// <summary>Stores progress and asks whether somebody wants the search to stop.</summary>
    public static async Task<bool> Report(NpgsqlDataSource source, Guid id, short stepsDone, long compared, CancellationToken ct)
    {
        await using var command = source.CreateCommand("update duplicate_search set steps_done = $2, compared = $3 where id = $1 returning cancel_requested");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(stepsDone);
        command.Parameters.AddWithValue(compared);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Ends a search that brought nothing.</summary>
    public static async Task End(NpgsqlDataSource source, Guid id, string state, string? failure, CancellationToken ct)
    {
        await using var command = source.CreateCommand("update duplicate_search set state = $2, failure = $3, ended_at = now() where id = $1");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(state);
        command.Parameters.AddWithValue((object?)failure ?? DBNull.Value);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Keeps what was found, lets go what is no longer suspected, and ends the search: one transaction. Settled pairs stay as they are.</summary>
    public static async Task Keep(NpgsqlDataSource source, DuplicateSearch search, IReadOnlyList<HouseholdPair> pairs, long compared, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Ids ascend with falling points, so that a list in the order of ids begins with the most suspected.
        await using (var write = new NpgsqlCommand(
            """
            insert into duplicate_candidate as c (id, first_household_id, province_code, commune_code, second_household_id, second_province_code, second_commune_code, points, persons, reasons, search_id, state, found_at)
            select id, first_id, first_province, first_commune, second_id, second_province, second_commune, points, persons, string_to_array(reasons, ' '), $11, 'open', now()
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::int[], $9::smallint[], $10::text[])
              as f (id, first_id, first_province, first_commune, second_id, second_province, second_commune, points, persons, reasons)
            on conflict (first_household_id, second_household_id) do update set points = excluded.points, persons = excluded.persons, reasons = excluded.reasons, search_id = excluded.search_id,
              found_at = excluded.found_at, state = case c.state when 'gone' then 'open' else c.state end
            """, connection, transaction))
        {
            write.Parameters.AddWithValue(pairs.Select(_ => Guid.CreateVersion7()).Order().ToArray());
            write.Parameters.AddWithValue(pairs.Select(pair => pair.FirstId).ToArray());
            write.Parameters.AddWithValue(pairs.Select(pair => pair.FirstProvince).ToArray());
            write.Parameters.AddWithValue(pairs.Select(pair => pair.FirstCommune).ToArray());
            write.Parameters.AddWithValue(pairs.Select(pair => pair.SecondId).ToArray());
            write.Parameters.AddWithValue(pairs.Select(pair => pair.SecondProvince).ToArray());
            write.Parameters.AddWithValue(pairs.Select(pair => pair.SecondCommune).ToArray());
            write.Parameters.AddWithValue(pairs.Select(pair => pair.Points).ToArray());
            write.Parameters.AddWithValue(pairs.Select(pair => (short)pair.Persons).ToArray());
            write.Parameters.AddWithValue(pairs.Select(pair => string.Join(' ', pair.Reasons)).ToArray());
            write.Parameters.AddWithValue(search.Id);
            await write.ExecuteNonQueryAsync(ct);
        }

        await using (var end = new NpgsqlCommand(
            """
            update duplicate_candidate set state = 'gone'
            where state = 'open' and search_id <> $1 and (commune_code = $3 or second_commune_code = $3)
              and ($4 = 'country' or (province_code = $2 and second_province_code = $2 and ($4 = 'province' or (commune_code = $3 and second_commune_code = $3))))
            """, connection, transaction))
        {
            end.Parameters.AddWithValue(search.Id);
            end.Parameters.AddWithValue(search.ProvinceCode);
            end.Parameters.AddWithValue(search.CommuneCode);
            end.Parameters.AddWithValue(search.Reach switch { SearchReach.Commune => "commune", SearchReach.Province => "province", _ => "country" });
            await end.ExecuteNonQueryAsync(ct);
        }

        await using (var done = new NpgsqlCommand("update duplicate_search set state = 'done', ended_at = now(), steps_done = steps, compared = $2, found = $3 where id = $1", connection, transaction))
        {
            done.Parameters.AddWithValue(search.Id);
            done.Parameters.AddWithValue(compared);
            done.Parameters.AddWithValue(pairs.Count);
            await done.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static string LockOf(Guid id) => $"duplicates {id}";

    private static async Task<DuplicateSearch?> Take(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            update duplicate_search set state = 'running', started_at = coalesce(started_at, now()), attempts = attempts + 1, steps_done = 0, steps = $2
            where id = $1 and state in ('queued', 'running') returning province_code, commune_code, reach, attempts, requested_by, requested_at, cancel_requested
            """, connection)
        { Parameters = { new() { Value = id }, new() { Value = DuplicateSearch.AllSteps } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return !await reader.ReadAsync(ct) ? null : new DuplicateSearch
        {
            Id = id,
            ProvinceCode = reader.GetString(0),
            CommuneCode = reader.GetString(1),
            Reach = reader.GetString(2) switch { "commune" => SearchReach.Commune, "province" => SearchReach.Province, _ => SearchReach.Country },
            Attempts = reader.GetInt16(3),
            RequestedBy = reader.GetString(4),
            RequestedAt = reader.GetFieldValue<DateTimeOffset>(5),
            CancelRequested = reader.GetBoolean(6),
        };
    }
}
