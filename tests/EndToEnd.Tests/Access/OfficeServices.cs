using System.Text.Json;
using PovertyPlatform.EndToEndTests.Live;
using PovertyPlatform.NativeServers;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.EndToEndTests.Access;

/// <summary>Gateway, issuer and registry as processes, as an officer meets them: no token but the issuer's own opens anything.</summary>
public class OfficeServices : IAsyncLifetime
{
    private readonly string _folder = ReachableFolder.For(Path.Combine(Path.GetTempPath(), $"povertyplatform-office-{Guid.NewGuid():N}"));
    private readonly List<ServiceProcess> _services = [];
    private PostgresServer _postgres = null!;
    private BrokerServer _broker = null!;

    public ServiceProcess Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "logs"));
        _postgres = new PostgresServer(Path.Combine(_folder, "postgres"), FreePort.NextRange(1));
        _broker = new BrokerServer(Path.Combine(_folder, "rabbitmq"), FreePort.NextRange(10));
        await Task.WhenAll(_postgres.Start(), _broker.Start());
        var identity = Service("IdentityService", "identitydb", []);
        var household = Service("HouseholdService", "registrydb", [("identity", identity)]);
        List<(string Name, ServiceProcess Process)> behind = [("identity", identity), ("household", household)];
        foreach (var (name, project, database) in Followers)
            behind.Add((name, Service(project, database, [.. behind])));
        await Task.WhenAll(behind.Select(service => service.Process.Migrate()));
        Gateway = Service("Gateway", null, behind);
        foreach (var service in _services)
            service.Start();
        await Task.WhenAll(_services.Select(service => service.Healthy()));
    }

    /// <summary>Folder of the sample credentials.</summary>
    public string Folder => _folder;

    /// <summary>The secret of a sample client, made by the issuer's migration step.</summary>
    public string SecretOf(string clientId) => JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "credentials.json"))).RootElement.EnumerateArray()
        .Single(credential => credential.GetProperty("clientId").GetString() == clientId).GetProperty("secret").GetString()!;

    /// <summary>Services that only listen to the registry, in the order in which they know each other.</summary>
    protected virtual IReadOnlyList<(string Name, string Project, string Database)> Followers => [];

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
            service.Dispose();
        await Task.WhenAll(_postgres.Kill(), _broker.Kill());
        await _broker.Stop();
        if (TestContext.Current.TestState?.Result != TestResult.Failed && Directory.Exists(_folder))
            Directory.Delete(_folder, true);
    }

    private ServiceProcess Service(string project, string? database, IReadOnlyList<(string Name, ServiceProcess Process)> others)
    {
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__messaging"] = _broker.Uri(),
            ["Identity__DataFolder"] = _folder,
            ["Protection__KeyFile"] = TestKeys.File,
            ["Reference__Path"] = Path.Combine(Approved.Root, "reference"),
            ["Logging__LogLevel__Default"] = "Warning",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_gcServer"] = "0",
        };
        foreach (var (name, process) in others)
            environment[$"services__{name}__http__0"] = process.Address.ToString().TrimEnd('/');
        var owner = new Dictionary<string, string>();
        if (database is not null)
        {
            environment[$"ConnectionStrings__{database}"] = DatabaseRoles.Of(database, null).AsApp(_postgres.ConnectionString(database));
            owner[$"ConnectionStrings__{database}"] = _postgres.ConnectionString(database);
        }

        var service = new ServiceProcess(project, environment, Path.Combine(_folder, "logs"), owner);
        _services.Add(service);
        return service;
    }
}

/// <summary>The same with the services that hear of the registry's decisions: support, reporting and partners.</summary>
public sealed class WholeOffice : OfficeServices
{
    protected override IReadOnlyList<(string Name, string Project, string Database)> Followers =>
        [("support", "SupportProgramService", "supportdb"), ("reporting", "ReportingService", "reportingdb"), ("partner", "PartnerService", "partnerdb")];
}
