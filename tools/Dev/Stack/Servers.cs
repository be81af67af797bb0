using PovertyPlatform.NativeServers;

namespace PovertyPlatform.Dev.Stack;

/// <summary>The private PostgreSQL and RabbitMQ of this workplace, from the machine's own packages.</summary>
internal sealed class Servers
{
    public static readonly IReadOnlyList<string> Databases = ["identitydb", "registrydb", "supportdb", "reportingdb", "partnerdb"];

    /// <summary>Services with a database of their own.</summary>
    public static readonly IReadOnlyList<(string Project, string Database)> Owners =
    [
        ("IdentityService", "identitydb"), ("HouseholdService", "registrydb"), ("SupportProgramService", "supportdb"), ("ReportingService", "reportingdb"), ("PartnerService", "partnerdb"),
    ];

    private readonly string _folder;

    public Servers(Workplace place, int postgres, int rabbitMq)
    {
        _folder = FolderOf(place);
        Postgres = new PostgresServer(Path.Combine(_folder, "postgres"), postgres);
        Broker = new BrokerServer(Path.Combine(_folder, "rabbitmq"), rabbitMq);
    }

    public PostgresServer Postgres { get; }

    public BrokerServer Broker { get; }

    public static string FolderOf(Workplace place) => ReachableFolder.For(Path.Combine(place.Data, "servers"));

    public static bool AreInstalled => PostgresServer.FindBinaries() is not null && BrokerServer.FindBinaries() is not null;

    /// <summary>What the services need to know about the servers.</summary>
    public Dictionary<string, string> ConnectionStrings()
    {
        var strings = Databases.ToDictionary(name => $"ConnectionStrings__{name}", Postgres.ConnectionString);
        strings["ConnectionStrings__messaging"] = Broker.Uri();
        return strings;
    }

    public async Task Stop(CancellationToken ct) => await Task.WhenAll(Postgres.Stop(ct), Broker.Stop(ct));

    public void Purge()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
