using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.TestKit.Hosting;
using Xunit;

namespace PovertyPlatform.TestKit.Walls;

/// <summary>
/// What every service's database promises, told by a plain connection as the service's own role: nothing is seen of another area whatever the query says,
/// nothing is written there, and no right exists to take the wall away. The host is for these tests alone: rows are put into every table.
/// </summary>
public abstract class WallTests<TProgram, TDb>(ServiceHost<TProgram> host) : IAsyncLifetime
    where TProgram : class
    where TDb : AreaBoundContext
{
    private static readonly AreaScope Own = new([], ["04492"], false);
    private NpgsqlDataSource _app = null!;
    private List<WalledTable> _tables = [];

    /// <summary>Tables with area codes that are no area's own on purpose, with the reason.</summary>
    protected virtual IReadOnlyDictionary<string, string> OpenOnPurpose { get; } = new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        // One session that is not reset between two callers, as in the service's own pool.
        _app = NpgsqlDataSource.Create(host.AppConnectionString + ";Maximum Pool Size=1;No Reset On Close=true");
        foreach (var name in await Names(WalledSql))
            _tables.Add(await WalledTable.Read(host.Database, name));
        await using var owner = await host.Database.OpenConnectionAsync();
        // Keys to other rows and rules of the trade are not what is tested here.
        await Run(owner, "set session_replication_role = replica");
        foreach (var table in _tables)
            if (await Count(host.Database, table.Name) == 0)
            {
                await Run(owner, table.Insert("15", "04492"));
                await Run(owner, table.Insert("79", "26734"));
            }

        await Run(owner, "set session_replication_role = default");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task TableWithAnArea_IsBehindTheWall()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<TDb>().Model;
        var bound = model.GetEntityTypes().Where(type => typeof(IAreaBound).IsAssignableFrom(type.ClrType)).Select(type => $"{type.GetSchema() ?? "public"}.{type.GetTableName()}");
        var coded = await Names("""
            select distinct c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute p on p.attrelid = c.oid and p.attname = 'province_code' join pg_attribute w on w.attrelid = c.oid and w.attname = 'commune_code'
            where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('audit', 'messaging')
            """);
        var open = bound.Select(name => name.Replace("public.", "", StringComparison.Ordinal)).Union(coded).Except(_tables.Select(table => table.Name)).Except(OpenOnPurpose.Keys);
        Empty(open, "Tables of areas without row security; add them to Rights.sql (walls.put_around)");
        Demand(_tables.Count > 0, "No table is behind a wall: the test looks at nothing.");
    }

    [Fact]
    public async Task NoArea_SeesNothing()
    {
        foreach (var table in _tables)
            Demand(await Count(_app, table.Name) == 0, $"{table.Name} shows rows to a connection without area.");
    }

    [Fact]
    public async Task AreaThatWasTold_EndsWithItsTransaction_HoweverThatEnds()
    {
        var table = _tables[0].Name;
        Demand(await Seen(table, Own) > 0 && await Count(_app, table) == 0, $"{table} shows rows to the next caller of a session.");
        foreach (var sql in new[] { "select 1", "select 1 / 0" })
        {
            await using (var connection = await _app.OpenConnectionAsync())
            {
                // Begun, and left to the pool as a caller does who goes away.
                _ = await connection.BeginTransactionAsync();
                await Run(connection, "select set_config('app.area', '{04492}', true), set_config('app.records', '{}', true)");
                await (sql.Contains('/', StringComparison.Ordinal) ? Failure(connection, sql) : Run(connection, sql));
            }

            Demand(await Count(_app, table) == 0, $"{table} shows rows after a transaction that nobody ended ({sql}).");
        }
    }

    [Fact]
    public async Task Area_SeesItsOwnAndNothingElse()
    {
        foreach (var table in _tables)
        {
            var all = await Count(host.Database, table.Name);
            Demand(await Seen(table.Name, Own, "commune_code <> '04492'") == 0, $"{table.Name} shows another commune.");
            Demand(await Seen(table.Name, Own) > 0, $"{table.Name} does not show the commune its own rows.");
            Demand(await Seen(table.Name, new AreaScope(["15"], [], false)) > 0, $"{table.Name} does not show the province its own rows.");
            Demand(await Seen(table.Name, new AreaScope(["01"], ["00001"], false)) == 0, $"{table.Name} shows rows to a stranger.");
            Demand(await Seen(table.Name, AreaScope.Nationwide) == all && all >= 2, $"{table.Name} does not show all rows to the service's own work.");
        }
    }

    [Fact]
    public async Task RowOfAnotherArea_IsRefused()
    {
        foreach (var table in _tables)
        {
            var failure = await Refused(table.Insert("79", "26734"), Own);
            // A table that only a function of the owner writes refuses every row.
            Demand(failure.MessageText.Contains("row-level security", StringComparison.Ordinal) || failure.MessageText.StartsWith("permission denied for table", StringComparison.Ordinal), $"{table.Name}: {failure.MessageText}");
            await Refused($"update {table.Name} set province_code = '79', commune_code = '26734'", Own);
        }
    }

    [Fact]
    public async Task Partition_IsNoWayAround()
    {
        foreach (var partition in await Names("select c.oid::regclass::text from pg_class c join pg_inherits i on i.inhrelid = c.oid where c.relkind = 'r'"))
            await Refused($"select * from {partition}", AreaScope.Nationwide);
    }

    [Fact]
    public async Task Wall_CannotBeTakenAway()
    {
        foreach (var table in _tables)
            foreach (var attempt in new[] { "alter table {0} disable row level security", "alter table {0} no force row level security", "drop policy area on {0}", "truncate {0} cascade", "drop table {0} cascade" })
                await Refused(string.Format(System.Globalization.CultureInfo.InvariantCulture, attempt, table.Name), AreaScope.Nationwide);
        await using (var off = await _app.OpenConnectionAsync())
        await using (var transaction = await off.BeginTransactionAsync())
        {
            await Run(off, "set local row_security = off");
            Demand((await Failure(off, $"select * from {_tables[0].Name}")).SqlState == PostgresErrorCodes.InsufficientPrivilege, "Row security can be switched off.");
        }

        foreach (var attempt in new[] { "set role postgres", "create table public.mine (id int)", "create schema mine", "create temporary table mine (id int)", "create role mine", "select walls.put_around('mine')" })
            await Refused(attempt, AreaScope.Nationwide);
    }

    [Fact]
    public async Task AuditTrail_CanOnlyGrow()
    {
        foreach (var attempt in new[]
        {
            "update audit.entry set actor_id = 'nobody'", "delete from audit.entry", "truncate audit.entry", "alter table audit.entry disable trigger all", "drop table audit.entry cascade",
            "update audit.seal set entries = 1", "delete from audit.seal", "truncate audit.seal",
            // The place in the order is the database's to give.
            "insert into audit.entry (id, recorded_at, actor_id, client_id, action, subject_kind, subject_id, position) overriding system value values (gen_random_uuid(), now(), 'a', 'a', 'a', 'a', gen_random_uuid(), 1)",
            "insert into audit.entry (id, recorded_at, actor_id, client_id, action, subject_kind, subject_id, tx) values (gen_random_uuid(), now(), 'a', 'a', 'a', 'a', gen_random_uuid(), '3')",
        })
            await Refused(attempt, AreaScope.Nationwide);
    }

    [Fact]
    public async Task Area_DoesNotLeakThroughThePool()
    {
        await Seen(_tables[0].Name, Own);
        await using (var connection = await _app.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await Run(connection, "select set_config('app.area', '{*}', true)");
            await transaction.CommitAsync();
            Demand(await Text(connection, "select coalesce(current_setting('app.area', true), '')") == "", "The setting outlives its transaction.");
        }

        await using var next = await _app.OpenConnectionAsync();
        Demand(await Text(next, "select coalesce(current_setting('app.area', true), '')") == "", "The next user of a connection inherits areas.");
    }

    [Fact]
    public async Task QueryWithoutFilter_StaysInTheArea()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        foreach (var type in db.Model.GetEntityTypes().Where(type => typeof(IAreaBound).IsAssignableFrom(type.ClrType)).ToList())
        {
            db.Area = AreaScope.None;
            Demand(await CountUnfiltered(db, type.ClrType) == 0, $"{type.ClrType.Name} is seen without area.");
            db.Area = Own;
            var own = await CountUnfiltered(db, type.ClrType);
            db.Area = AreaScope.Nationwide;
            Demand(own > 0 && own < await CountUnfiltered(db, type.ClrType), $"{type.ClrType.Name}: only the filter keeps other areas out.");
        }
    }

    private const string WalledSql = "select oid::regclass::text from pg_class where relrowsecurity and relforcerowsecurity and relkind in ('r', 'p') and not relispartition order by 1";

    private static Task<int> CountUnfiltered(TDb db, Type entity) =>
        (Task<int>)typeof(WallTests<TProgram, TDb>).GetMethod(nameof(CountOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(entity).Invoke(null, [db])!;

    private static Task<int> CountOf<TEntity>(TDb db)
        where TEntity : class => db.Set<TEntity>().IgnoreQueryFilters().CountAsync();

    private async Task<List<string>> Names(string sql)
    {
        var names = new List<string>();
        await using var command = host.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));
        return names;
    }

    private async Task<long> Seen(string table, AreaScope area, string where = "true")
    {
        await using var batch = _app.CreateBatch(area, new NpgsqlBatchCommand($"select count(*) from {table} where {where}"));
        await using var reader = await batch.ExecuteInArea(CancellationToken.None);
        await reader.ReadAsync();
        return reader.GetInt64(0);
    }

    private async Task<PostgresException> Refused(string sql, AreaScope area)
    {
        await using var connection = await _app.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Run(connection, $"select set_config('app.area', '{(area.IsNationwide ? "{*}" : $"{{{string.Join(',', area.Communes)}}}")}', true)");
        var failure = await Failure(connection, sql);
        Demand(failure.SqlState == PostgresErrorCodes.InsufficientPrivilege, $"{sql}: {failure.MessageText}");
        return failure;
    }

    private static async Task<PostgresException> Failure(NpgsqlConnection connection, string sql)
    {
        try
        {
            await Run(connection, sql);
        }
        catch (PostgresException refused)
        {
            return refused;
        }

        throw new InvalidOperationException($"Nothing refused: {sql}");
    }

    private static async Task<long> Count(NpgsqlDataSource source, string table)
    {
        await using var command = source.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<string> Text(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static void Empty(IEnumerable<string> wrong, string what) => Demand(!wrong.Any(), $"{what}: {string.Join(", ", wrong)}");

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }
}
