using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Audit.Ending;
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
        return await TrailVerification.Run("trail", new SealStore(connection, "trail"), new EndingStore(connection, "trail"), new SealExport(Folder, "trail"), () => TrailRules.Read(Reference), CancellationToken.None);
    }

    /// <summary>Folder of the deployment's reference data, outside the database.</summary>
    public string Reference => Path.Combine(Folder, "reference");

    /// <summary>The rules of the deployment: province (empty for the country), first day, last day, months, state.</summary>
    public void Rules(params (string Province, string From, string To, string Months, string State)[] rules)
    {
        Directory.CreateDirectory(Path.Combine(Reference, "privacy"));
        File.WriteAllLines(Path.Combine(Reference, "privacy", "retention.csv"),
        [
            "code,province_code,valid_from,valid_to,months,runs_from,action,tables,name_vi,state",
            "consent,,2026-01-01,,36,consent-ended,pseudonymise,consent,\"Phiếu, đồng ý\",in-force",
            .. rules.Select(rule => $"audit-trail,{rule.Province},{rule.From},{rule.To},{rule.Months},recorded,end-month,audit.entry,\"Nhật ký \"\"toàn bộ\"\", nguyên tháng\",{rule.State}"),
        ]);
    }

    /// <summary>Writes entries as of an instant, about a province or none.</summary>
    public async Task Write(int entries, string at, string? province)
    {
        for (var entry = 0; entry < entries; entry++)
            await As(App, $"""
                insert into audit.entry (id, recorded_at, actor_id, client_id, roles, action, subject_kind, subject_id, province_code)
                values (gen_random_uuid(), '{at}', 'officer', 'portal', array['poverty-officer'], 'household.read', 'household', gen_random_uuid(), {(province is null ? "null" : $"'{province}'")})
                """);
    }

    /// <summary>Ends what is due on a day as the owner's step does; without <paramref name="apply"/> it only tells.</summary>
    internal async Task<EndingReport> End(string day, bool apply = true, string[]? held = null, IReadOnlyList<TrailEnding>? first = null, NpgsqlDataSource? source = null)
    {
        using var worker = Worker();
        using var key = apply ? worker.OpenKey() : null;
        await using var connection = await (source ?? Owner).OpenConnectionAsync();
        var clock = new FixedClock(DateTimeOffset.Parse($"{day}T03:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        return await new MonthEnding("trail", new SealStore(connection, "trail"), new EndingStore(connection, "trail"), new SealExport(Folder, "trail"), TrailRules.Read(Reference), clock) { Held = held ?? [], First = first }.Run(key, CancellationToken.None);
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

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
