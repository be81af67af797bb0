using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;

namespace PovertyPlatform.ServiceDefaults.Audit.Ending;

/// <summary>Endings in the database, and the months that are still there. Only the owner adds an ending and takes a month away.</summary>
internal sealed class EndingStore(NpgsqlConnection connection, string trail)
{
    private const string Columns = "number, month, entries, digest, parts, rules, months, on_day, previous, ended_at, key_id, signature";

    /// <summary>Endings in their order.</summary>
    public async Task<List<TrailEnding>> All(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from audit.ending order by number", connection);
        var found = new List<TrailEnding>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            found.Add(new TrailEnding(
                trail, row.GetInt64(0), row.GetFieldValue<DateOnly>(1), row.GetInt64(2), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(3)), row.GetString(4), row.GetString(5), row.GetInt32(6),
                row.GetFieldValue<DateOnly>(7), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(8)), row.GetFieldValue<DateTimeOffset>(9), row.GetString(10), Convert.ToBase64String(row.GetFieldValue<byte[]>(11))));
        return found;
    }

    /// <summary>One run at a time ends months of this database.</summary>
    public async Task<bool> TryLead(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtext('audit.ending'))", connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Months with a partition of their own that are over on a day, oldest first.</summary>
    public async Task<List<DateOnly>> MonthsBefore(DateOnly day, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'audit.entry'::regclass and c.relname ~ '^entry_[0-9]{4}_[0-9]{2}$' order by 1", connection);
        var months = new List<DateOnly>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            if (DateOnly.ParseExact(row.GetString(0), "'entry_'yyyy'_'MM", CultureInfo.InvariantCulture) is var month && month.AddMonths(1) <= day)
                months.Add(month);
        return months;
    }

    /// <summary>Entries of a month, and provinces that they name.</summary>
    public async Task<(long Entries, string[] Provinces)> Content(DateOnly month, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select count(*), coalesce(array_agg(distinct province_code) filter (where province_code is not null), '<>') from {Partition(month)}".Replace("<>", "{}", StringComparison.Ordinal), connection) { CommandTimeout = 600 };
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return (row.GetInt64(0), row.GetFieldValue<string[]>(1));
    }

    /// <summary>First and last place of a month that has entries.</summary>
    public async Task<(TrailPlace First, TrailPlace Last)> Bounds(DateOnly month, CancellationToken ct) => (await Place(month, "asc", ct), await Place(month, "desc", ct));

    /// <summary>Places of the month's entries behind one place up to another.</summary>
    public async Task<HashSet<TrailPlace>> Places(DateOnly month, TrailPlace after, TrailPlace upTo, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select tx, position from {Partition(month)} where (tx, position) > ($1, $2) and (tx, position) <= ($3, $4)", connection)
        {
            Parameters = { Tx(after.Tx), new() { Value = after.Position }, Tx(upTo.Tx), new() { Value = upTo.Position } },
        };
        var places = new HashSet<TrailPlace>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            places.Add(new TrailPlace(row.GetFieldValue<ulong>(0), row.GetInt64(1)));
        return places;
    }

    /// <summary>Ends the month: proof, line of the trail and the end of the partition in one commit, or nothing.</summary>
    public async Task End(TrailEnding ending, AuditEntry line, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Whoever writes the trail waits for the lock behind this statement: give up before anybody notices, and try again later.
        await Run("set local lock_timeout = '3s'", ct);
        await using (var proof = new NpgsqlCommand($"insert into audit.ending ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", connection)
        {
            Parameters =
            {
                new() { Value = ending.Number }, new() { Value = ending.Month }, new() { Value = ending.Entries }, new() { Value = Convert.FromHexString(ending.Digest) }, new() { Value = ending.Parts },
                new() { Value = ending.Rules }, new() { Value = ending.Months }, new() { Value = ending.OnDay }, new() { Value = Convert.FromHexString(ending.Previous) },
                new() { Value = ending.EndedAt.UtcDateTime }, new() { Value = ending.KeyId }, new() { Value = Convert.FromBase64String(ending.Signature) },
            },
        })
            await proof.ExecuteNonQueryAsync(ct);
        await using (var told = new NpgsqlCommand("""
            insert into audit.entry (id, recorded_at, actor_id, client_id, roles, action, subject_kind, subject_id, purpose, before_hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, connection)
        {
            Parameters =
            {
                new() { Value = line.Id }, new() { Value = line.RecordedAt.UtcDateTime }, new() { Value = line.ActorId }, new() { Value = line.ClientId }, new() { Value = line.Roles }, new() { Value = line.Action },
                new() { Value = line.SubjectKind }, new() { Value = line.SubjectId }, new() { Value = (object?)line.Purpose ?? DBNull.Value }, new() { Value = Convert.FromHexString(ending.Digest) },
            },
        })
            await told.ExecuteNonQueryAsync(ct);
        // Whatever came into the month since it was looked at is under no proof.
        await Run($"lock table {Partition(ending.Month)} in access exclusive mode", ct);
        if (await Content(ending.Month, ct) is var (entries, _) && entries != ending.Entries)
            throw new InvalidDataException($"The month {ending.Month:yyyy-MM} of {trail} has {entries} entries and not {ending.Entries} as looked at; nothing was ended.");
        await Run($"drop table {Partition(ending.Month)}", ct);
        await transaction.CommitAsync(ct);
    }

    private static string Partition(DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"audit.entry_{month:yyyy_MM}");

    private async Task<TrailPlace> Place(DateOnly month, string order, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select tx, position from {Partition(month)} order by tx {order}, position {order} limit 1", connection);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return new TrailPlace(row.GetFieldValue<ulong>(0), row.GetInt64(1));
    }

    private async Task Run(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Tx(ulong tx) => new() { Value = tx, NpgsqlDbType = NpgsqlDbType.Xid8 };
}
