using System.Collections.Concurrent;
using System.Reflection;

namespace PovertyPlatform.TestKit.Servers;

/// <summary>A migrated database of a service, made once per test process by the service's own <c>migrate</c> command, and copied for every host.</summary>
internal static class TemplateDatabase
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Made = new();

    public static Task<string> Of(Assembly service, string connectionName, string messaging, IReadOnlyDictionary<string, string> settings) =>
        Made.GetOrAdd(connectionName, _ => new Lazy<Task<string>>(() => Migrate(service, connectionName, messaging, settings))).Value;

    /// <summary>Declares queues and exchanges of the service on another virtual host, against a migrated database.</summary>
    public static async Task Migrate(Assembly service, IEnumerable<KeyValuePair<string, string>> settings)
    {
        string[] arguments = ["migrate", .. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        var result = await Task.Run(() => service.EntryPoint!.Invoke(null, [arguments]));
        if (result is not 0)
            throw new InvalidOperationException($"{service.GetName().Name} migrate ended with {result}.");
    }

    private static async Task<string> Migrate(Assembly service, string connectionName, string messaging, IReadOnlyDictionary<string, string> settings)
    {
        var servers = await TestServers.Start();
        var name = await servers.CreateDatabase($"template_{connectionName}");
        await Migrate(service, new Dictionary<string, string>(settings)
        {
            [$"ConnectionStrings:{connectionName}"] = servers.Database(name),
            ["ConnectionStrings:messaging"] = messaging,
        });
        Npgsql.NpgsqlConnection.ClearAllPools();
        return name;
    }
}
