using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.HouseholdService.Data.Protection;

/// <summary>
/// Makes marks anew under the current key, computed from the sealed values. Nobody may be registered meanwhile, because a person with marks of two keys would be two
/// persons: imports wait until the last mark is made. A run that was killed is gone on with; searching works all the time.
/// </summary>
/// <param name="source">The registry, all areas.</param>
/// <param name="seals">The seals.</param>
/// <param name="record">Writes the audit line of a batch into its transaction.</param>
/// <param name="report">Is told how many marks of a column are done.</param>
internal sealed class Remarking(NpgsqlDataSource source, PersonSeals seals, Func<NpgsqlConnection, string, int, CancellationToken, Task> record, Action<string, long> report)
{
    private const int Batch = 500;
    private const string Keys =
        "update person_key k set identity_mark = u.fresh from unnest($1, $2) as u (stale, fresh) where k.identity_mark = u.stale";

    /// <summary>Whether any mark is under another key than the current one.</summary>
    public async Task<bool> IsNeeded(CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"""
            select exists (select from person_key where {UnderOtherKey("identity_mark")}) or exists (select from member where {UnderOtherKey("identity_mark")})
              or exists (select from member where {UnderOtherKey("old_mark")})
              or exists (select from household where {UnderOtherKey("telephone_mark")})
            """);
        command.CommandTimeout = 600;
        command.Parameters.AddWithValue((int)seals.IdentityMark.CurrentKey);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Makes all marks; null while an import runs or is not finished.</summary>
    public async Task<long?> Run(CancellationToken ct)
    {
        await using var session = await source.OpenConnectionAsync(ct);
        // Workers look for jobs every few moments; one that found none lets go at once.
        for (var patience = 100; !await MarkKeys.HoldImports(session, ct); patience--)
        {
            if (patience == 0)
                return null;
            await Task.Delay(100, ct);
        }

        if (await HasOpenImports(session, ct))
            return null;
        return await Walk("member", "identity_number", "identity_mark", seals.Identity, seals.IdentityMark, Keys, ct)
            + await Walk("member", "old_number", "old_mark", seals.Identity, seals.IdentityMark, Keys, ct)
            + await Walk("household", "telephone", "telephone_mark", seals.Telephone, seals.TelephoneMark, null, ct);
    }

    private static string UnderOtherKey(string mark) => $"{mark} is not null and get_byte({mark}, 0) <> $1";

    private static async Task<bool> HasOpenImports(NpgsqlConnection session, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select exists (select from import.job where state in ('reading', 'checking', 'merging'))", session);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task<long> Walk(string table, string value, string mark, SealedColumn column, SearchMark marks, string? along, CancellationToken ct)
    {
        var (done, last) = (0L, Guid.Empty);
        await using var connection = await source.OpenConnectionAsync(ct);
        while (true)
        {
            var (ids, stale, fresh) = await Next(connection, table, value, mark, column, marks, last, ct);
            if (ids.Count == 0)
                return done;
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await Ask(connection, ct);
            await Execute(connection, $"update {table} t set {mark} = u.fresh from unnest($1, $2, $3) as u (stale, fresh, id) where t.id = u.id and t.{mark} = u.stale", stale, fresh, ids, ct);
            if (along is not null)
                await Execute(connection, along, stale, fresh, null, ct);
            await record(connection, $"{table}.{mark}: mark {marks.CurrentKey}", ids.Count, ct);
            await transaction.CommitAsync(ct);
            (done, last) = (done + ids.Count, ids[^1]);
            report($"{table}.{mark}", done);
        }
    }

    private static async Task<(List<Guid> Ids, List<byte[]> Stale, List<byte[]> Fresh)> Next(
        NpgsqlConnection connection, string table, string value, string mark, SealedColumn column, SearchMark marks, Guid last, CancellationToken ct)
    {
        var (ids, stale, fresh) = (new List<Guid>(), new List<byte[]>(), new List<byte[]>());
        await using var command = new NpgsqlCommand($"select id, {mark}, {value} from {table} where {UnderOtherKey(mark)} and id > $2 order by id limit {Batch}", connection) { CommandTimeout = 600 };
        command.Parameters.AddWithValue((int)marks.CurrentKey);
        command.Parameters.AddWithValue(last);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            ids.Add(reader.GetGuid(0));
            stale.Add(reader.GetFieldValue<byte[]>(1));
            fresh.Add(marks.Of(column.Open(ids[^1], reader.GetFieldValue<byte[]>(2))));
        }

        return (ids, stale, fresh);
    }

    // History takes no note: the same value has another mark, nothing else.
    private static async Task Ask(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select set_config('app.rotating', 'on', true)", connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, List<byte[]> stale, List<byte[]> fresh, List<Guid>? ids, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        command.Parameters.Add(new NpgsqlParameter { Value = stale.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        command.Parameters.Add(new NpgsqlParameter { Value = fresh.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        if (ids is not null)
            command.Parameters.Add(new NpgsqlParameter { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        await command.ExecuteNonQueryAsync(ct);
    }
}
