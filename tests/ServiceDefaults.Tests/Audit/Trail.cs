using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.TestKit.Servers;

namespace PovertyPlatform.ServiceDefaultsTests.Audit;

/// <summary>An audit trail in a database of its own, and the folder of its copied seals.</summary>
public sealed class Trail : IAsyncLifetime
{
    private string _database = "";

    public string Folder { get; } = Directory.CreateTempSubdirectory("seals-").FullName;

    public NpgsqlDataSource Owner { get; private set; } = null!;

    /// <summary>The service's own role, as which the worker runs.</summary>
    public NpgsqlDataSource App { get; private set; } = null!;

    public string OwnerConnection { get; private set; } = "";

    public string AppConnection { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var servers = await TestServers.Start();
        _database = await servers.CreateDatabase("trail");
        var owner = servers.Database(_database);
        var roles = DatabaseRoles.Of("traildb", null);
        DatabaseMigration.Run(owner, [typeof(DatabaseMigration).Assembly], NullLogger.Instance, roles);
        (OwnerConnection, AppConnection) = (owner, roles.AsApp(owner));
        Owner = NpgsqlDataSource.Create(OwnerConnection);
        App = NpgsqlDataSource.Create(AppConnection);
    }

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        await App.DisposeAsync();
        await (await TestServers.Start()).DropDatabase(_database);
        Directory.Delete(Folder, true);
    }

    /// <summary>Writes entries as the service does, one transaction each.</summary>
    public async Task Write(int entries)
    {
        for (var entry = 0; entry < entries; entry++)
            await As(App, "insert into audit.entry (id, recorded_at, actor_id, client_id, roles, action, subject_kind, subject_id, purpose) "
                + "values (gen_random_uuid(), now(), 'officer', 'portal', '{poverty-officer}', 'household.read', 'household', gen_random_uuid(), 'a purpose')");
    }

    internal SealWorker Worker(string? keyFile = null, int most = 4096) => new(
        App, new TrailName("trail"), Options.Create(new SealOptions { Folder = Folder, KeyFile = keyFile ?? "", MostEntries = most }),
        new HostingEnvironment { EnvironmentName = "Development" }, TimeProvider.System, NullLogger<SealWorker>.Instance);

    /// <summary>Seals what is settled; the number of entries.</summary>
    public async Task<int> Seal(int most = 4096)
    {
        using var worker = Worker(most: most);
        using var key = worker.OpenKey();
        await using var connection = await App.OpenConnectionAsync();
        // Other tests write on the same server: an entry is settled when the transactions that ran beside it have ended.
        while (!await Scalar<bool>("select coalesce(bool_and(tx < pg_snapshot_xmin(pg_current_snapshot())), true) from audit.entry"))
            await Task.Delay(20);
        return await worker.SealAll(new SealStore(connection, "trail"), key, CancellationToken.None);
    }

    public async Task<TrailReport> Verify()
    {
        await using var connection = await App.OpenConnectionAsync();
        return await TrailVerification.Run("trail", new SealStore(connection, "trail"), new SealExport(Folder, "trail"), CancellationToken.None);
    }

    /// <summary>Does what an administrator of the database can do: triggers do not stop him.</summary>
    public async Task Tamper(string sql)
    {
        await using var connection = await Owner.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"set session_replication_role = replica; {sql}; reset session_replication_role", connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> Scalar<T>(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The place of the entry that is so many-th in the order.</summary>
    public Task<string> PlaceOf(int ordinal) => Scalar<string>($"select tx::text || ':' || position from audit.entry order by tx, position offset {ordinal} limit 1");

    private static async Task As(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
