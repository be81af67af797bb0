using Npgsql;
using NpgsqlTypes;

namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>The trail and its seals in the database.</summary>
internal sealed class SealStore(NpgsqlConnection connection, string trail)
{
    private const string SealColumns =
        "number, first_tx, first_position, last_tx, last_position, entries, root, previous, sealed_at, key_id, signature";

    /// <summary>
    /// Positions are handed out before commits: an entry may only be sealed when no older transaction runs that could still add one before it.
    /// </summary>
    private const string Settled = "tx < pg_snapshot_xmin(pg_current_snapshot())";

    /// <summary>True for the one session that seals this database.</summary>
    public async Task<bool> TryLead(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtext('audit.seal'))", connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    public async Task StepBack()
    {
        await using var command = new NpgsqlCommand("select pg_advisory_unlock(hashtext('audit.seal'))", connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The next entries in their order that can be sealed.</summary>
    public Task<List<TrailLeaf>> Next(TrailPlace after, int most, CancellationToken ct) => Leaves(
        $"select {EntryDigest.Columns} from audit.entry where (tx, position) > ($1, $2) and {Settled} order by tx, position limit $3", ct,
        Tx(after.Tx), new() { Value = after.Position }, new() { Value = most });

    /// <summary>All entries behind one place up to another.</summary>
    public Task<List<TrailLeaf>> Between(TrailPlace after, TrailPlace upTo, CancellationToken ct) => Leaves(
        $"select {EntryDigest.Columns} from audit.entry where (tx, position) > ($1, $2) and (tx, position) <= ($3, $4) order by tx, position", ct,
        Tx(after.Tx), new() { Value = after.Position }, Tx(upTo.Tx), new() { Value = upTo.Position });

    /// <summary>Entries that are settled and wait for a seal.</summary>
    public async Task<long> CountAfter(TrailPlace place, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select count(*) from audit.entry where (tx, position) > ($1, $2) and {Settled}", connection)
        {
            Parameters = { Tx(place.Tx), new() { Value = place.Position } },
        };
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Seals after a number, in their order.</summary>
    public async Task<List<AuditSeal>> SealsAfter(long number, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select {SealColumns} from audit.seal where number > $1 order by number", connection) { Parameters = { new() { Value = number } } };
        return await Seals(command, ct);
    }

    /// <summary>The newest seal.</summary>
    public async Task<AuditSeal?> LastSeal(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select {SealColumns} from audit.seal order by number desc limit 1", connection);
        return (await Seals(command, ct)).FirstOrDefault();
    }

    /// <summary>Places and digests that were sealed under a number.</summary>
    public async Task<List<TrailLeaf>> LeavesOf(long number, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select leaves from audit.seal where number = $1", connection) { Parameters = { new() { Value = number } } };
        return await command.ExecuteScalarAsync(ct) is byte[] packed ? TrailLeaf.Unpack(packed) : [];
    }

    public async Task Add(AuditSeal seal, IReadOnlyList<TrailLeaf> leaves, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"insert into audit.seal ({SealColumns}, leaves) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", connection)
        {
            Parameters =
            {
                new() { Value = seal.Number }, Tx(leaves[0].Place.Tx), new() { Value = leaves[0].Place.Position }, Tx(leaves[^1].Place.Tx), new() { Value = leaves[^1].Place.Position },
                new() { Value = seal.Entries }, new() { Value = Convert.FromHexString(seal.Root) }, new() { Value = Convert.FromHexString(seal.Previous) },
                new() { Value = seal.SealedAt.UtcDateTime }, new() { Value = seal.KeyId }, new() { Value = Convert.FromBase64String(seal.Signature) }, new() { Value = TrailLeaf.Pack(leaves) },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Makes the partitions of the coming months.</summary>
    public async Task KeepMonths(int ahead, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select audit.keep_months($1)", connection) { Parameters = { new() { Value = ahead } } };
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<List<TrailLeaf>> Leaves(string sql, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        command.Parameters.AddRange(parameters);
        var leaves = new List<TrailLeaf>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            leaves.Add(EntryDigest.Read(reader));
        return leaves;
    }

    private async Task<List<AuditSeal>> Seals(NpgsqlCommand command, CancellationToken ct)
    {
        var seals = new List<AuditSeal>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            seals.Add(new AuditSeal(
                trail, reader.GetInt64(0), new TrailPlace(reader.GetFieldValue<ulong>(1), reader.GetInt64(2)).ToString(),
                new TrailPlace(reader.GetFieldValue<ulong>(3), reader.GetInt64(4)).ToString(), reader.GetInt32(5), Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(6)),
                Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(7)), reader.GetFieldValue<DateTimeOffset>(8), reader.GetString(9), Convert.ToBase64String(reader.GetFieldValue<byte[]>(10))));
        return seals;
    }

    private static NpgsqlParameter Tx(ulong tx) => new() { Value = tx, NpgsqlDbType = NpgsqlDbType.Xid8 };
}
