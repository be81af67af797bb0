using System.Net.Http.Headers;
using Npgsql;
using PovertyPlatform.NativeServers;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.EndToEndTests.Live;

/// <summary>All services as processes over a PostgreSQL and a RabbitMQ of their own, because tests here kill those too.</summary>
public sealed class LiveServices : IAsyncLifetime
{
    private readonly string _folder = ReachableFolder.For(Path.Combine(Path.GetTempPath(), $"povertyplatform-stack-{Guid.NewGuid():N}"));
    private TokenIssuer _issuer = null!;

    public PostgresServer Postgres { get; private set; } = null!;

    public BrokerServer Broker { get; private set; } = null!;

    public ServiceProcess Household { get; private set; } = null!;

    public ServiceProcess Support { get; private set; } = null!;

    public ServiceProcess Reporting { get; private set; } = null!;

    public ServiceProcess Partner { get; private set; } = null!;

    /// <summary>The services that own data and messages.</summary>
    public IReadOnlyList<ServiceProcess> Services => [Household, Support, Reporting, Partner];

    /// <summary>Folder of logs; kept when a test fails.</summary>
    public string LogFolder => Path.Combine(_folder, "logs");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(LogFolder);
        Postgres = new PostgresServer(Path.Combine(_folder, "postgres"), FreePort.NextRange(1));
        Broker = new BrokerServer(Path.Combine(_folder, "rabbitmq"), FreePort.NextRange(10));
        await Task.WhenAll(Postgres.Start(), Broker.Start());
        _issuer = await TokenIssuer.Start();
        Household = Service("HouseholdService", "registrydb");
        Support = Service("SupportProgramService", "supportdb");
        Reporting = Service("ReportingService", "reportingdb");
        Partner = Service("PartnerService", "partnerdb");
        await Task.WhenAll(Services.Select(service => service.Migrate()));
        foreach (var service in Services)
            service.Start();
        await Task.WhenAll(Services.Select(service => service.Healthy()));
    }

    /// <summary>A client of a service whose token says what the actor is; it repeats a request while the service is away, as partners are told to.</summary>
    public static HttpClient ClientOf(ServiceProcess service, TestActor actor)
    {
        var client = new HttpClient(new PatientHandler()) { BaseAddress = service.Address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(actor, TimeSpan.FromMinutes(30)));
        return client;
    }

    /// <summary>One value of a service's database.</summary>
    public async Task<T> Scalar<T>(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(Postgres.ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Services)
            service.Dispose();
        await _issuer.DisposeAsync();
        await Task.WhenAll(Postgres.Kill(), Broker.Kill());
        await Broker.Stop();
        if (TestContext.Current.TestState?.Result != TestResult.Failed && Directory.Exists(_folder))
            Directory.Delete(_folder, true);
    }

    private ServiceProcess Service(string project, string database) => new(project, new Dictionary<string, string>
    {
        [$"ConnectionStrings__{database}"] = DatabaseRoles.Of(database, null).AsApp(Postgres.ConnectionString(database)),
        ["ConnectionStrings__messaging"] = Broker.Uri(),
        ["Tokens__KeysUrl"] = _issuer.KeysUrl,
        ["Reference__Path"] = Path.Combine(Approved.Root, "reference"),
        ["Protection__KeyFile"] = TestKeys.File,
        ["Logging__LogLevel__Default"] = "Warning",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_gcServer"] = "0",
    }, LogFolder, new Dictionary<string, string> { [$"ConnectionStrings__{database}"] = Postgres.ConnectionString(database) });

    private sealed class PatientHandler() : DelegatingHandler(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (; ; await Task.Delay(200, cancellationToken))
            {
                try
                {
                    var response = await base.SendAsync(request, cancellationToken);
                    if ((int)response.StatusCode != 503)
                        return response;
                }
                catch (Exception away) when (away is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
                {
                    // Killed while answering: nobody knows whether it took effect, so it is asked again.
                }
            }
        }
    }
}
