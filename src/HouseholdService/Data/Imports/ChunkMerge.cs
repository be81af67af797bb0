using System.Diagnostics;
using Npgsql;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.Messaging;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>Takes chunks of staged households into the registry: state, events, audit and the mark of the chunk are one commit.</summary>
public sealed class ChunkMerge(MergeContext import, FindingStore findings, PersonSeals seals, TimeProvider clock)
{
    private const int MostTries = 5;

    private const string Mark =
        "update import.chunk set merged_at = $3 where job_id = $1 and from_ordinal = $2 and merged_at is null";

    private const string Audit =
        """
        insert into audit.entry (id, recorded_at, actor_id, client_id, agency_id, roles, action, subject_kind, subject_id, province_code, commune_code, purpose, trace_id, after_hash)
        select u.id, $3, $4, $5, $6, $7, 'household.import', 'household', u.subject, $8, $9, $10, $11, sha256(convert_to(h::text, 'UTF8'))
        from unnest($1, $2) as u (id, subject) join household h on h.id = u.subject and h.province_code = $8
        """;

    /// <summary>Merges one chunk; a chunk that is merged already is left alone.</summary>
    /// <param name="connection">Open connection without transaction.</param>
    /// <param name="from">First household.</param>
    /// <param name="to">Last household.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Number of events written.</returns>
    public async Task<long> Merge(NpgsqlConnection connection, int from, int to, CancellationToken ct)
    {
        var careful = import.HasKnown;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await connection.BeginTransactionAsync(ct);
                var (events, claimed) = await Try(connection, from, to, careful, ct);
                if (claimed.Count == 0)
                {
                    await transaction.CommitAsync(ct);
                    return events;
                }

                await transaction.RollbackAsync(ct);
                await ExcludeClaimed(connection, claimed, ct);
            }
            catch (PostgresException busy) when (busy.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure && attempt < MostTries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), ct);
            }
            catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation && !careful)
            {
                careful = true;
            }
            catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                return await Divide(connection, from, to, "matches-one-household", ct);
            }
            catch (PostgresException headless) when (OneHead.IsBroken(headless))
            {
                // The list is older than a change of head that is registered: on some day there would be no head, or two.
                return await Divide(connection, from, to, "head-differs", ct);
            }
        }
    }

    private async Task<(long Events, List<ClaimedNumber> Claimed)> Try(NpgsqlConnection connection, int from, int to, bool careful, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using (var mark = new NpgsqlCommand(Mark, connection) { Parameters = { new() { Value = import.JobId }, new() { Value = from }, new() { Value = now } } })
            if (await mark.ExecuteNonQueryAsync(ct) == 0)
                return (0, []);
        if (careful)
        {
            await Run(connection, [MergeSql.InsertHouseholds, MergeSql.InsertMembers, MergeSql.InsertReviews, MergeSql.Compare, MergeFactsSql.Compare, .. MergeMembersSql.Find], from, to, now, ct);
            await new HandOver(import, seals).Run(connection, from, to, now, ct);
            await Run(connection, [MergeSql.UpdateHouseholds, .. MergeMembersSql.Apply, MergeMembersSql.TakeKeys, MergeMembersSql.TakeOldKeys, MergeSql.UpsertReviews, .. MergeFactsSql.Record], from, to, now, ct);
        }
        else
        {
            await Run(connection, [.. MergeSql.Newcomers, .. MergeFactsSql.Record], from, to, now, ct);
        }

        if (careful && await Claimed(connection, from, to, ct) is { Count: > 0 } claimed)
            return (0, claimed);
        await Run(connection, [MergeSql.Place], from, to, now, ct);
        var changed = await Changed(connection, from, to, now, ct);
        await using (var audit = AuditCommand(connection, changed, now))
            await audit.ExecuteNonQueryAsync(ct);
        await Count(connection, from, to, changed, ct);
        return (await OutboxCopy.Write(connection, ImportEvents.Of(changed, import, now), ct), []);
    }

    private async Task Run(NpgsqlConnection connection, string[] statements, int from, int to, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in statements)
            batch.BatchCommands.Add(import.Command(sql, from, to, now));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task<List<ChangedHousehold>> Changed(NpgsqlConnection connection, int from, int to, DateTimeOffset now, CancellationToken ct)
    {
        var changed = new List<ChangedHousehold>(to - from + 1);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { import.Command(MergeSql.SelectChanged, from, to, now) } };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            changed.Add(new ChangedHousehold(
                reader.GetGuid(0), reader.GetInt64(1), reader.GetInt16(2), reader.GetFieldValue<DateOnly>(3), reader.GetInt16(4), reader.GetInt16(5), reader.GetBoolean(6), reader.GetGuid(7)));
        return changed;
    }

    private NpgsqlCommand AuditCommand(NpgsqlConnection connection, List<ChangedHousehold> changed, DateTimeOffset now) => new(Audit, connection)
    {
        Parameters =
        {
            new() { Value = changed.Select(household => household.ReviewId).ToArray() },
            new() { Value = changed.Select(household => household.Id).ToArray() },
            new() { Value = now },
            new() { Value = import.Actor.Id },
            new() { Value = import.Actor.ClientId },
            new() { Value = (object?)import.Actor.AgencyId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            new() { Value = import.Actor.Roles.ToArray() },
            new() { Value = import.ProvinceCode },
            new() { Value = import.CommuneCode },
            new() { Value = $"import {import.JobId}" },
            new() { Value = (object?)Activity.Current?.TraceId.ToString() ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
        },
    };

    private async Task Count(NpgsqlConnection connection, int from, int to, List<ChangedHousehold> changed, CancellationToken ct)
    {
        var sql = import.Slot.In(
            """
            update import.chunk set added = $3, changed = $4, reviews = $5,
              unchanged = (select count(*) from {households} s where s.ordinal between $2 and $6 and not s.has_fault and s.is_known and s.changes = 0)
            where job_id = $1 and from_ordinal = $2
            """);
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new() { Value = import.JobId },
                new() { Value = from },
                new() { Value = changed.Count(household => household.IsNew) },
                new() { Value = changed.Count(household => !household.IsNew) },
                new() { Value = changed.Count(household => household.IsReviewed) },
                new() { Value = to },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<List<ClaimedNumber>> Claimed(NpgsqlConnection connection, int from, int to, CancellationToken ct)
    {
        var claimed = new List<ClaimedNumber>();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { import.Command(MergeMembersSql.StillElsewhere, from, to, clock.GetUtcNow()) } };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            claimed.Add(new ClaimedNumber(reader.GetInt32(0), reader.GetInt16(1), reader.GetInt32(2), seals.Identity.Open(reader.GetGuid(4), reader.GetFieldValue<byte[]>(3))));
        return claimed;
    }

    // Between the check and this chunk another commune registered somebody of this list: that household stays out, the others go in.
    private async Task ExcludeClaimed(NpgsqlConnection connection, List<ClaimedNumber> claimed, CancellationToken ct)
    {
        foreach (var (ordinal, sheet, row, number) in claimed)
            findings.Add(new Finding("identity-elsewhere", sheet, row, findings.ColumnOf(sheet, Field.IdentityNumber), number), ordinal);
        await Exclude(connection, claimed.Select(number => number.Ordinal).ToArray(), ct);
    }

    private async Task Exclude(NpgsqlConnection connection, int[] ordinals, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(import.Slot.In("update {households} set has_fault = true where ordinal = any($1)"), connection) { Parameters = { new() { Value = ordinals } } };
        await command.ExecuteNonQueryAsync(ct);
        await findings.Flush(always: true, ct);
    }

    // A household of the registry that is not in the file has the name or code that one of the chunk is to get: halve until it is found.
    private async Task<long> Divide(NpgsqlConnection connection, int from, int to, string code, CancellationToken ct)
    {
        if (from == to)
        {
            var (sheet, row) = await PlaceOf(connection, from, ct);
            findings.Add(new Finding(code, sheet, row, findings.ColumnOf(sheet, code == "head-differs" ? Field.FullName : Field.HouseholdCode), null), from);
            await Exclude(connection, [from], ct);
            return await Merge(connection, from, to, ct);
        }

        var middle = (from + to) / 2;
        await using (var divide = new NpgsqlCommand(
            """
            with halved as (update import.chunk set to_ordinal = $3 where job_id = $1 and from_ordinal = $2)
            insert into import.chunk (job_id, from_ordinal, to_ordinal) values ($1, $3 + 1, $4)
            """, connection)
        { Parameters = { new() { Value = import.JobId }, new() { Value = from }, new() { Value = middle }, new() { Value = to } } })
            await divide.ExecuteNonQueryAsync(ct);
        return await Merge(connection, from, middle, ct) + await Merge(connection, middle + 1, to, ct);
    }

    // Whoever mends the list needs the row, and the marked workbook the cell.
    private async Task<(short Sheet, int Row)> PlaceOf(NpgsqlConnection connection, int ordinal, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(import.Slot.In("select sheet_no, first_row from {households} where ordinal = $1"), connection) { Parameters = { new() { Value = ordinal } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt16(0), reader.GetInt32(1)) : ((short)-1, 0);
    }

    private readonly record struct ClaimedNumber(int Ordinal, short Sheet, int Row, string Number);
}
