using Npgsql;
using PovertyPlatform.EndToEndTests.Live;
using PovertyPlatform.TestKit.Servers;

namespace PovertyPlatform.EndToEndTests.Seeding;

/// <summary>Hands out copies of an empty registry that was migrated once.</summary>
public sealed class EmptyRegistries : IAsyncLifetime
{
    private readonly List<string> _databases = [];
    private readonly string _logs = Directory.CreateTempSubdirectory("seed-logs-").FullName;
    private TestServers _servers = null!;
    private string _template = null!;

    public async ValueTask InitializeAsync()
    {
        _servers = await TestServers.Start();
        _template = await Database(null);
        using var household = new ServiceProcess("HouseholdService", new Dictionary<string, string>
        {
            ["ConnectionStrings__registrydb"] = _servers.Database(_template),
            ["ConnectionStrings__messaging"] = await _servers.CreateVirtualHost(),
        }, _logs);
        await household.Migrate();
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Connection string of a fresh registry.</summary>
    public async Task<string> Next() => _servers.Database(await Database(_template));

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
            await _servers.DropDatabase(database);
        Directory.Delete(_logs, true);
    }

    private async Task<string> Database(string? template)
    {
        _databases.Add(await _servers.CreateDatabase("seed", template));
        return _databases[^1];
    }
}
