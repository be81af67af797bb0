using Npgsql;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.HandOvers;

/// <summary>The table of moves as the worker sees it. Who holds the session lock of a move runs it; the lock ends with the session, however that ends.</summary>
internal static class UnitMoveJobs
{
    /// <summary>A move that this session may run.</summary>
    /// <param name="Id">The move.</param>
    /// <param name="IsUndo">It is to be undone.</param>
    /// <param name="Attempts">How often it was begun.</param>
    internal sealed record Claimed(Guid Id, bool IsUndo, short Attempts);

    /// <summary>Takes the oldest move that nobody runs; null when there is none.</summary>
    /// <param name="connection">Session that will hold the lock.</param>
    /// <param name="ct">Cancels.</param>
    public static Task<Claimed?> Claim(NpgsqlConnection connection, CancellationToken ct) => SessionLock.Claim(
        connection, "select id from unit_move where state in ('queued', 'running', 'undo-queued', 'undoing') order by requested_at limit 50", LockOf, id => Take(connection, id, ct), ct);

    /// <summary>Gives the lock back.</summary>
    public static Task LetGo(NpgsqlConnection connection, Guid id) => SessionLock.LetGo(connection, LockOf(id));

    /// <summary>Says how many households there are to do, and forgets who had to wait in an earlier attempt.</summary>
    public static async Task<bool> Begin(NpgsqlDataSource source, Guid id, bool isUndo, int households, CancellationToken ct)
    {
        await using (var forget = source.CreateCommand("delete from unit_move_wait where move_id = $1"))
        {
            forget.Parameters.AddWithValue(id);
            await forget.ExecuteNonQueryAsync(ct);
        }

        await using var command = source.CreateCommand(isUndo
            ? "update unit_move set waiting = 0, taken_back = moved - $2 where id = $1 and state = 'undoing' returning true"
            : "update unit_move set waiting = 0, households = moved + $2 where id = $1 and state = 'running' returning true");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(households);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Counts what was done since the last report; false when somebody wants it otherwise meanwhile.</summary>
    public static async Task<bool> Report(NpgsqlDataSource source, Guid id, bool isUndo, int done, IReadOnlyCollection<UnitMoveWait> waits, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var wait in waits)
        {
            await using var keep = new NpgsqlCommand(
                "insert into unit_move_wait (province_code, commune_code, move_id, household_id, code, vi, en) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing", connection, transaction)
            {
                Parameters =
                {
                    new() { Value = wait.ProvinceCode }, new() { Value = wait.CommuneCode }, new() { Value = wait.MoveId }, new() { Value = wait.HouseholdId }, new() { Value = wait.Code },
                    new() { Value = wait.Vi }, new() { Value = wait.En },
                },
            };
            await keep.ExecuteNonQueryAsync(ct);
        }

        await using var command = new NpgsqlCommand(isUndo
            ? "update unit_move set taken_back = taken_back + $2, waiting = waiting + $3 where id = $1 returning state = 'undoing'"
            : "update unit_move set moved = moved + $2, waiting = waiting + $3 where id = $1 returning state = 'running'", connection, transaction)
        { Parameters = { new() { Value = id }, new() { Value = done }, new() { Value = waits.Count } } };
        var goesOn = await command.ExecuteScalarAsync(ct) is true;
        await transaction.CommitAsync(ct);
        return goesOn;
    }

    /// <summary>Ends a move, unless somebody wants it otherwise meanwhile.</summary>
    public static async Task End(NpgsqlDataSource source, Claimed claimed, string? failure, CancellationToken ct)
    {
        await using var command = source.CreateCommand("update unit_move set state = $2, failure = $3, ended_at = now() where id = $1 and state = $4");
        command.Parameters.AddWithValue(claimed.Id);
        command.Parameters.AddWithValue(failure is not null ? "failed" : claimed.IsUndo ? "undone" : "done");
        command.Parameters.AddWithValue((object?)failure ?? DBNull.Value);
        command.Parameters.AddWithValue(claimed.IsUndo ? "undoing" : "running");
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A household that has to wait, in the words of the refusal.</summary>
    public static UnitMoveWait Waits(Guid move, Guid household, string province, string commune, Refusal why) => new()
    {
        ProvinceCode = province,
        CommuneCode = commune,
        MoveId = move,
        HouseholdId = household,
        Code = why.Code,
        Vi = why.Vi,
        En = why.En,
    };

    private static string LockOf(Guid id) => $"unit move {id}";

    // What was moved is counted anew: a killed attempt may have moved more than it reported.
    private static async Task<Claimed?> Take(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            update unit_move m set state = case when state in ('queued', 'running') then 'running' else 'undoing' end, started_at = coalesce(started_at, now()), attempts = attempts + 1,
              moved = (select count(*) from household_hand_over h where h.choice_id = m.id and h.state = 'accepted' and h.takes_back_id is null)
            where id = $1 and state in ('queued', 'running', 'undo-queued', 'undoing') returning state = 'undoing', attempts
            """, connection)
        { Parameters = { new() { Value = id } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new Claimed(id, reader.GetBoolean(0), reader.GetInt16(1)) : null;
    }
}
