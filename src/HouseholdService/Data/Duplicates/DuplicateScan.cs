using System.Threading.Channels;
using Npgsql;
using PovertyPlatform.HouseholdService.Domain.Duplicates;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Data.Duplicates;

/// <summary>Reads who is compared: the people of a commune as a whole, then everybody else of the reach once, in batches.</summary>
internal sealed class DuplicateScan : IAsyncDisposable
{
    private const int BatchSize = 4096;
    private const int BatchesAhead = 8;
    private const string Traits = "m.id, m.household_id, m.province_code, m.commune_code, m.name_search, m.sex, m.birth_year, m.birth_date, m.identity_mark, coalesce(octet_length(m.identity_number), 0), m.old_mark";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly DuplicateSearch _search;
    private string _province = "";
    private string _commune = "";

    private DuplicateScan(NpgsqlConnection connection, NpgsqlTransaction transaction, DuplicateSearch search)
    {
        _connection = connection;
        _transaction = transaction;
        _search = search;
    }

    /// <summary>Opens a view of the registry that does not move while it is read.</summary>
    public static async Task<DuplicateScan> Open(NpgsqlDataSource source, DuplicateSearch search, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        return new DuplicateScan(connection, await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct), search);
    }

    /// <summary>The people of the commune.</summary>
    public async Task<IReadOnlyList<PersonTraits>> Commune(CancellationToken ct)
    {
        var people = new List<PersonTraits>();
        await using var command = Command($"select {Traits}, h.hamlet_search from member m join household h on h.id = m.household_id and h.province_code = m.province_code "
            + "where m.province_code = $1 and m.commune_code = $2 and m.left_on is null and m.erased_on is null");
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            people.Add(Read(reader, reader.GetString(11)));
        return people;
    }

    /// <summary>About how many the others are, by what the database knows of its tables.</summary>
    public async Task<long> CountOthers(CancellationToken ct)
    {
        if (_search.Reach is SearchReach.Commune)
            return 0;
        await using var command = Command(
            "select coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'member'::regclass and ($1 = '' or c.relname = 'member_p' || $1) and $2 <> ''",
            _search.Reach is SearchReach.Country ? "" : _search.ProvinceCode);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Everybody of the reach outside the commune. One task reads while the caller compares: two cores, and never more than a few batches in memory.</summary>
    public async IAsyncEnumerable<IReadOnlyList<PersonTraits>> Others([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        if (_search.Reach is SearchReach.Commune)
            yield break;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var batches = Channel.CreateBounded<IReadOnlyList<PersonTraits>>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadOthers(batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(ct))
                yield return batch;
        }
        finally
        {
            // Who stops listening stops the reading; the connection is free again only when it has ended.
            await stop.CancelAsync();
            await reading;
        }
    }

    /// <summary>Ends the view.</summary>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task ReadOthers(ChannelWriter<IReadOnlyList<PersonTraits>> batches, CancellationToken ct)
    {
        try
        {
            var batch = new List<PersonTraits>(BatchSize);
            await using var command = Command($"select {Traits} from member m where m.left_on is null and m.erased_on is null and "
                + (_search.Reach is SearchReach.Province ? "m.province_code = $1 and m.commune_code <> $2" : "(m.province_code <> $1 or m.commune_code <> $2)"));
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                batch.Add(Read(reader, ""));
                if (batch.Count < BatchSize)
                    continue;
                await batches.WriteAsync(batch, ct);
                batch = new List<PersonTraits>(BatchSize);
            }

            await batches.WriteAsync(batch, ct);
            batches.Complete();
        }
        catch (Exception fault)
        {
            // The listener hears of it where it waits.
            batches.Complete(fault);
        }
    }

    private NpgsqlCommand Command(string sql, string? first = null)
    {
        var command = new NpgsqlCommand(sql, _connection, _transaction) { CommandTimeout = 600 };
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = first ?? _search.ProvinceCode });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _search.CommuneCode });
        return command;
    }

    // Hamlets speak only inside one commune, and those of other communes need not be read.
    private PersonTraits Read(NpgsqlDataReader reader, string hamlet) => new(
        reader.GetGuid(0), reader.GetGuid(1), Same(ref _province, reader.GetString(2)), Same(ref _commune, reader.GetString(3)), hamlet, NameWords.Fold(reader.GetString(4)),
        reader.IsDBNull(5) ? null : (Sex)reader.GetInt16(5), reader.IsDBNull(6) ? null : reader.GetInt16(6), reader.IsDBNull(7) ? null : reader.GetFieldValue<DateOnly>(7),
        reader.IsDBNull(8) ? null : reader.GetFieldValue<byte[]>(8), reader.GetInt32(9), reader.IsDBNull(10) ? null : reader.GetFieldValue<byte[]>(10));

    // Neighbouring rows are mostly of one commune: one string for all of them.
    private static string Same(ref string last, string now) => last == now ? last : last = now;
}
