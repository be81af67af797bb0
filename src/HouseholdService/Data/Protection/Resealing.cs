using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.HouseholdService.Data.Protection;

/// <summary>
/// Seals values anew under the current key, a few hundred in each transaction. What is done is written on every value, so a run that was killed loses nothing and the
/// next one goes on where it ended; services read and write meanwhile.
/// </summary>
/// <param name="source">The registry, all areas.</param>
/// <param name="record">Writes the audit line of a batch into its transaction.</param>
/// <param name="report">Is told how many values of a column are done.</param>
internal sealed class Resealing(NpgsqlDataSource source, Func<NpgsqlConnection, string, int, CancellationToken, Task> record, Action<string, long> report)
{
    /// <summary>One walk over a column; how many values were sealed anew.</summary>
    public async Task<long> Walk(SealedTable table, CancellationToken ct)
    {
        var done = 0L;
        await using var connection = await source.OpenConnectionAsync(ct);
        for (string[]? last = null; ;)
        {
            var rows = await Next(connection, table, last, ct);
            if (rows.Count == 0)
                return done;
            done += await Replace(connection, table, rows, ct);
            last = rows[^1].Key;
            report(table.Name, done);
        }
    }

    /// <summary>How many values of a column still need an older key.</summary>
    public async Task<long> Left(SealedTable table, CancellationToken ct)
    {
        await using var command = source.CreateCommand(table.Count);
        command.CommandTimeout = 600;
        command.Parameters.AddWithValue(table.Column.CurrentPrefix);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<List<(byte[] Stale, string[] Key)>> Next(NpgsqlConnection connection, SealedTable table, string[]? last, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(table.Select(last is null), connection) { CommandTimeout = 600 };
        command.Parameters.AddWithValue(table.Column.CurrentPrefix);
        foreach (var part in last ?? [])
            command.Parameters.Add(new NpgsqlParameter { Value = part, NpgsqlDbType = NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<(byte[], string[])>();
        while (await reader.ReadAsync(ct))
            rows.Add((reader.GetFieldValue<byte[]>(0), [.. Enumerable.Range(1, table.Keys.Count).Select(reader.GetString)]));
        return rows;
    }

    private async Task<long> Replace(NpgsqlConnection connection, SealedTable table, List<(byte[] Stale, string[] Key)> rows, CancellationToken ct)
    {
        var fresh = rows.Select(row => Again(table, row.Stale, row.Key)).ToArray();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var update = new NpgsqlCommand(table.Update, connection) { CommandTimeout = 600 };
        update.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Stale).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        update.Parameters.Add(new NpgsqlParameter { Value = fresh, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        for (var part = 0; part < table.Keys.Count; part++)
            update.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Key[part]).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        var done = await update.ExecuteNonQueryAsync(ct);
        await record(connection, $"{table.Name}: seal {table.Column.CurrentPrefix[1]}", done, ct);
        await transaction.CommitAsync(ct);
        return done;
    }

    private static byte[] Again(SealedTable table, byte[] stale, string[] key)
    {
        var owner = table.OwnerOf(key);
        var plain = new byte[stale.Length];
        var length = table.Column.Open(owner, stale, plain);
        var fresh = new byte[length + SealedColumn.Overhead];
        table.Column.Seal(owner, plain.AsSpan(0, length), fresh);
        return fresh;
    }
}
