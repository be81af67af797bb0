using Npgsql;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.Ratios.Households;

/// <summary>A registry with households of one province, dropped afterwards.</summary>
internal sealed class ReadDatabase(string maintenance, string name, string connection, IReadOnlyList<Guid> ids) : IAsyncDisposable
{
    /// <summary>How the registry reaches it.</summary>
    public string Connection => connection;

    /// <summary>Some of the households.</summary>
    public IReadOnlyList<Guid> Ids => ids;

    public static async Task<ReadDatabase> Prepare(BenchServers servers, int households, CancellationToken ct)
    {
        var name = $"bench_read_{Guid.NewGuid():N}"[..24];
        var connection = new NpgsqlConnectionStringBuilder(servers.Postgres) { Database = name, MaxPoolSize = 40 }.ConnectionString;
        string[] arguments = ["migrate", $"--ConnectionStrings:registrydb={connection}", $"--ConnectionStrings:messaging={servers.RabbitMq}", "--Logging:LogLevel:Default=Warning"];
        if (await Task.Run(() => typeof(HouseholdDb).Assembly.EntryPoint!.Invoke(null, [arguments]), ct) is not 0)
            throw new InvalidOperationException("The registry could not be migrated.");
        return new ReadDatabase(servers.Postgres, name, connection, await Fill(connection, households, ct));
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await using var source = NpgsqlDataSource.Create(maintenance);
        await using var drop = source.CreateCommand($"drop database if exists {name} with (force)");
        await drop.ExecuteNonQueryAsync();
    }

    /// <summary>Everybody gets a number, sealed as the registry seals them.</summary>
    private static async Task Seal(NpgsqlDataSource source, CancellationToken ct)
    {
        var seals = new PersonSeals(new KeyRing(BenchKeys.File));
        var members = new List<Guid>();
        await using (var command = source.CreateCommand("select id from member"))
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                members.Add(reader.GetGuid(0));
        foreach (var part in members.Index().Chunk(20_000))
        {
            await using var update = source.CreateCommand("update member m set identity_number = u.box, identity_mark = u.mark from unnest($1, $2, $3) as u (id, box, mark) where m.id = u.id");
            update.CommandTimeout = 300;
            update.Parameters.AddWithValue(part.Select(pair => pair.Item).ToArray());
            update.Parameters.AddWithValue(part.Select(pair => seals.Identity.Seal(pair.Item, $"{pair.Index:D12}")).ToArray());
            update.Parameters.AddWithValue(part.Select(pair => seals.IdentityMark.Of($"{pair.Index:D12}")).ToArray());
            await update.ExecuteNonQueryAsync(ct);
        }

        await using var tidy = source.CreateCommand("vacuum (full, analyze) member");
        tidy.CommandTimeout = 300;
        await tidy.ExecuteNonQueryAsync(ct);
    }

    private static async Task<IReadOnlyList<Guid>> Fill(string database, int households, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var fill = source.CreateCommand($"""
            insert into household (province_code, commune_code, id, code, hamlet_name, head_name, head_search, area_type, ethnic_group_code, persons)
            select '15', '04492', gen_random_uuid(), 'H' || n, 'Bản ' || n % 40, 'Giàng A Páo', 'giang a pao', 1, '08', 4 from generate_series(1, {households}) n;
            insert into member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, sex, birth_year, ethnic_group_code, relation_code)
            select '15', '04492', gen_random_uuid(), h.id, n, 'Giàng Thị Mẩy', 'giang thi may', n % 2 + 1, 1980 + n, '08', case n when 1 then 'head' else 'child' end
            from household h cross join generate_series(1, 4) n;
            analyze household; analyze member;
            """);
        fill.CommandTimeout = 300;
        await fill.ExecuteNonQueryAsync(ct);
        await Seal(source, ct);
        await using var read = source.CreateCommand("select id from household order by id limit 5000");
        await using var reader = await read.ExecuteReaderAsync(ct);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(ct))
            ids.Add(reader.GetGuid(0));
        return ids;
    }
}
