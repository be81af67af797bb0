using System.Text.Json;

namespace PovertyPlatform.Dev.Stack;

/// <summary>What <c>./dev up</c> started, so that later commands find it whatever the environment says then.</summary>
/// <param name="Hosting">"offline" or "aspire".</param>
/// <param name="AppHostPid">Process of the AppHost.</param>
/// <param name="Gateway">Port of the gateway.</param>
/// <param name="Containers">True when the servers are containers of Aspire's, false when they are private native ones.</param>
/// <param name="Postgres">Port of PostgreSQL.</param>
/// <param name="RabbitMq">Port of RabbitMQ.</param>
/// <param name="Dashboard">Address of the dashboard, or null.</param>
/// <param name="DashboardPid">Process of the dashboard, or null.</param>
internal sealed record StackRecord(string Hosting, int AppHostPid, int Gateway, bool Containers, int Postgres, int RabbitMq, string? Dashboard, int? DashboardPid)
{
    private static string PathOf(Workplace place) => Path.Combine(place.Data, "stack.json");

    public string GatewayUrl => $"http://localhost:{Gateway}";

    /// <summary>Connection string of a service's database.</summary>
    public string Database(string name) => Containers
        ? $"Host=localhost;Port={Postgres};Username=postgres;Password=platform;Database={name}"
        : new NativeServers.PostgresServer("", Postgres).ConnectionString(name);

    /// <summary>AMQP address of the broker.</summary>
    public string Broker => new NativeServers.BrokerServer("", RabbitMq).Uri();

    /// <summary>True while the AppHost lives.</summary>
    public bool IsRunning => NativeServers.Launch.IsOurs(AppHostPid, "AppHost");

    public static StackRecord? Read(Workplace place)
    {
        try
        {
            return File.Exists(PathOf(place)) ? JsonSerializer.Deserialize<StackRecord>(File.ReadAllText(PathOf(place))) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The running system, or a refusal that says how to start it.</summary>
    public static StackRecord Running(Workplace place) =>
        Read(place) is { IsRunning: true } stack ? stack : throw new DevException("Nothing runs here. Start it with ./dev up --detach");

    public void Write(Workplace place)
    {
        Directory.CreateDirectory(place.Data);
        File.WriteAllText(PathOf(place), JsonSerializer.Serialize(this));
    }

    public static void Remove(Workplace place) => File.Delete(PathOf(place));
}
