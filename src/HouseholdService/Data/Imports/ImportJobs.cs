using Npgsql;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>The table of jobs as the runner sees it. Who holds the session lock of a job runs it; the lock ends with the session, however that ends.</summary>
public static class ImportJobs
{
    private const string Candidates =
        """
        select j.id from import.job j
        where j.state in ('reading', 'checking', 'merging')
          or (j.state = 'queued' and not exists (select from import.job o where o.commune_code = j.commune_code and o.state in ('reading', 'checking', 'merging')))
        order by j.requested_at limit 50
        """;

    private const string Take =
        """
        update import.job j set state = case when state = 'merging' then state else 'reading' end, started_at = coalesce(started_at, now()), attempts = attempts + 1,
          slot = coalesce(slot, (select min(n) from generate_series(1, 4) n where not exists (select from import.job o where o.slot = n)))
        where id = $1 and state in ('queued', 'reading', 'checking', 'merging')
        returning state, slot, attempts, province_code, commune_code, year, reviewed_on, on_faults, file_kind, actor_id, client_id, agency_id, roles, traceparent, households, takes_facts
        """;

    /// <summary>Takes the oldest job that nobody runs; null when there is none.</summary>
    /// <param name="connection">Session that will hold the job's lock until it ends.</param>
    /// <param name="ct">Cancels.</param>
    public static Task<ClaimedJob?> Claim(NpgsqlConnection connection, CancellationToken ct) =>
        SessionLock.Claim(connection, Candidates, LockOf, id => TryTakeOver(connection, id, ct), ct);

    /// <summary>Gives the job's lock back.</summary>
    public static Task LetGo(NpgsqlConnection connection, Guid job) => SessionLock.LetGo(connection, LockOf(job));

    /// <summary>Stores progress and asks whether somebody wants the job to stop.</summary>
    public static async Task<bool> Report(NpgsqlDataSource source, Guid job, int rowsRead, int? rowsExpected, CancellationToken ct)
    {
        await using var command = source.CreateCommand("update import.job set rows_read = $2, rows_expected = $3 where id = $1 returning cancel_requested");
        command.Parameters.AddWithValue(job);
        command.Parameters.AddWithValue(rowsRead);
        command.Parameters.AddWithValue((object?)rowsExpected ?? DBNull.Value);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Forgets what an attempt that was interrupted had found; what it had merged is kept in the job's sums.</summary>
    public static Task BeginAgain(NpgsqlConnection connection, Guid job, CancellationToken ct) => Execute(connection,
        """
        with findings as (delete from import.finding where job_id = $1),
        chunks as (delete from import.chunk where job_id = $1 returning added, changed, reviews)
        update import.job j set state = 'reading', rows_read = 0, households_added = j.households_added + c.added, households_changed = j.households_changed + c.changed,
          reviews_recorded = j.reviews_recorded + c.reviews
        from (select coalesce(sum(added), 0)::int as added, coalesce(sum(changed), 0)::int as changed, coalesce(sum(reviews), 0)::int as reviews from chunks) c where j.id = $1
        """, ct, job);

    /// <summary>Enters the check of the whole.</summary>
    public static Task BeginChecking(NpgsqlConnection connection, Guid job, int rows, CancellationToken ct) =>
        Execute(connection, "update import.job set state = 'checking', rows_read = $2, rows_expected = $2 where id = $1", ct, job, rows);

    /// <summary>Enters the merge, with the chunks to be merged. False when somebody asked to stop: from here on nobody can.</summary>
    public static async Task<bool> BeginMerging(NpgsqlConnection connection, Guid job, IReadOnlyList<(int From, int To)> chunks, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Execute(connection, "update import.job set state = 'merging' where id = $1 and not cancel_requested", ct, job) == 0)
            return false;
        await Execute(connection, "insert into import.chunk (job_id, from_ordinal, to_ordinal) select $1, * from unnest($2, $3)", ct,
            job, chunks.Select(chunk => chunk.From).ToArray(), chunks.Select(chunk => chunk.To).ToArray());
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Stores the counts of the file and of what was found in it.</summary>
    public static Task Count(NpgsqlConnection connection, Guid job, int households, int members, int faulty, FindingStore findings, CancellationToken ct) => Execute(connection,
        "update import.job set households = $2, members = $3, households_faulty = $4, faults = $5, repairs = $6, notices = $7 where id = $1", ct,
        job, households, members, faulty, findings.Count(FindingLevel.Fault), findings.Count(FindingLevel.Repair), findings.Count(FindingLevel.Notice));

    /// <summary>Stores what a preview foresees: new and changed households, and reviews.</summary>
    public static Task Foresee(NpgsqlConnection connection, Guid job, StagingSlot slot, CancellationToken ct) => Execute(connection, slot.In(
        """
        update import.job j set households_added = s.added, households_changed = s.changed, reviews_recorded = s.reviews
        from (select count(*) filter (where not is_known)::int as added, count(*) filter (where is_known and changes > 0)::int as changed,
          count(*) filter (where not is_known or changes & 8 > 0)::int as reviews from {households} where not has_fault) s where j.id = $1
        """), ct, job);

    /// <summary>Chunks that are not merged yet.</summary>
    public static async Task<List<(int From, int To)>> Unmerged(NpgsqlConnection connection, Guid job, CancellationToken ct)
    {
        var chunks = new List<(int, int)>();
        await using var command = new NpgsqlCommand("select from_ordinal, to_ordinal from import.chunk where job_id = $1 and merged_at is null order by 1", connection) { Parameters = { new() { Value = job } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            chunks.Add((reader.GetInt32(0), reader.GetInt32(1)));
        return chunks;
    }

    /// <summary>Ends the job, empties its staging tables, because people's names have no business there any more, and frees its slot.</summary>
    public static async Task End(NpgsqlConnection connection, Guid job, ImportState state, string? failure, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var slot = new NpgsqlCommand("select slot from import.job where id = $1 for update", connection) { Parameters = { new() { Value = job } } })
            if (await slot.ExecuteScalarAsync(ct) is short number)
                await Execute(connection, new StagingSlot(number).In("truncate {households}, {members}"), ct);
        await Execute(connection,
            """
            with sums as (select coalesce(sum(added), 0)::int as added, coalesce(sum(changed), 0)::int as changed, coalesce(sum(reviews), 0)::int as reviews from import.chunk where job_id = $1)
            update import.job j set state = $2, failure = $3, ended_at = now(), slot = null, households_added = j.households_added + s.added,
              households_changed = j.households_changed + s.changed, reviews_recorded = j.reviews_recorded + s.reviews,
              households_unchanged = case when $2 in ('done', 'previewed') then greatest(0, j.households - j.households_faulty - j.households_added - s.added - j.households_changed - s.changed) else 0 end
            from sums s where j.id = $1
            """, ct, job, state.ToString().ToLowerInvariant(), (object?)failure ?? DBNull.Value);
        await transaction.CommitAsync(ct);
    }

    private static string LockOf(Guid job) => $"import {job}";

    private static async Task<ClaimedJob?> TryTakeOver(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        try
        {
            return await TakeOver(connection, id, ct);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Another instance was quicker with the commune or the slot.
            return null;
        }
    }

    private static async Task<ClaimedJob?> TakeOver(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        ClaimedJob? job = null;
        await using (var command = new NpgsqlCommand(Take, connection) { Parameters = { new() { Value = id } } })
        await using (var reader = await command.ExecuteReaderAsync(ct))
            // Without a free slot it waits: the transaction is not committed.
            if (await reader.ReadAsync(ct) && !reader.IsDBNull(1))
                job = new ClaimedJob(
                    id, Enum.Parse<ImportState>(reader.GetString(0), true), new StagingSlot(reader.GetInt16(1)), reader.GetInt16(2), reader.GetString(3), reader.GetString(4),
                    reader.GetInt16(5), reader.GetFieldValue<DateOnly>(6), Enum.Parse<OnFaults>(reader.GetString(7), true), reader.GetString(8),
                    new Actor(reader.GetString(9), reader.GetString(10), reader.GetFieldValue<string[]>(12), new HashSet<string>(), AreaScope.None, reader.IsDBNull(11) ? null : reader.GetString(11)),
                    reader.IsDBNull(13) ? null : reader.GetString(13), reader.GetInt32(14), reader.GetBoolean(15));
        if (job is not null)
            await transaction.CommitAsync(ct);
        return job;
    }

    private static async Task<int> Execute(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter is DBNull ? new NpgsqlParameter { Value = parameter, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } : new NpgsqlParameter { Value = parameter });
        return await command.ExecuteNonQueryAsync(ct);
    }
}
