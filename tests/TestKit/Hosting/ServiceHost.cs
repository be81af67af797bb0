using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Servers;
using Xunit;

namespace PovertyPlatform.TestKit.Hosting;

/// <summary>
/// A service under test: its real start-up over a migrated database, as the role of least rights, and a virtual host of its own. Use as a class fixture of a derived class:
/// <c>public sealed class HouseholdHost() : ServiceHost&lt;Program&gt;("registrydb");</c>
/// </summary>
/// <param name="connectionName">Name of the service's connection string.</param>
/// <typeparam name="TProgram">The service's Program.</typeparam>
public abstract class ServiceHost<TProgram>(string connectionName) : WebApplicationFactory<TProgram>, IAsyncLifetime
    where TProgram : class
{
    private string? _database;
    private NpgsqlDataSource? _source;

    /// <summary>Clock of the service; null is the real one. Set before the first client.</summary>
    public TimeProvider? Clock { get; set; }

    /// <summary>Connection string of the owner of the service's database, for arranging and looking.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Connection string of the service itself: its role of least rights, bound by row security.</summary>
    public string AppConnectionString => DatabaseRoles.Of(connectionName, null).AsApp(ConnectionString);

    /// <summary>AMQP URI of the service's virtual host.</summary>
    public string Messaging { get; private set; } = "";

    /// <summary>Further settings of the service.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>True: the service trusts <see cref="TestTokens"/>; false: only the issuer that it is set up for.</summary>
    protected virtual bool TrustsTestTokens => true;

    /// <summary>Makes the service's database, migrated and empty unless overridden; its name.</summary>
    protected virtual async Task<string> CreateDatabase(TestServers servers) =>
        await servers.CreateDatabase(connectionName, await TemplateDatabase.Of(typeof(TProgram).Assembly, connectionName, Messaging, Settings));

    /// <summary>Replaces parts of the service, for example an outgoing HTTP handler.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    /// <summary>Direct access to the service's database as its owner, for arranging and looking.</summary>
    public NpgsqlDataSource Database => _source ??= NpgsqlDataSource.Create(ConnectionString);

    /// <inheritdoc />
    public virtual async ValueTask InitializeAsync()
    {
        var servers = await TestServers.Start();
        Messaging = await servers.CreateVirtualHost();
        _database = await CreateDatabase(servers);
        ConnectionString = servers.Database(_database);
        await TemplateDatabase.Migrate(typeof(TProgram).Assembly, AllSettings(ConnectionString));
        StartServer();
    }

    /// <summary>A client whose token says what the actor is; null sends no token.</summary>
    public HttpClient ClientFor(TestActor? actor)
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        if (actor is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(actor, now: Clock?.GetUtcNow()));
        return client;
    }

    /// <summary>One value from the service's database.</summary>
    public async Task<T> Scalar<T>(string sql, params object[] parameters)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_source is not null)
            await _source.DisposeAsync();
        if (_database is not null)
            await (await TestServers.Start()).DropDatabase(_database);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in AllSettings(AppConnectionString))
            builder.UseSetting(key, value);
        builder.ConfigureTestServices(services =>
        {
            if (TrustsTestTokens)
                services.AddHttpClient("keys").ConfigurePrimaryHttpMessageHandler(() => new TestTokens.KeySetHandler());
            if (Clock is not null)
                services.AddSingleton(Clock);
            Configure(services);
        });
    }

    private Dictionary<string, string> AllSettings(string database) => new(Settings)
    {
        [$"ConnectionStrings:{connectionName}"] = database,
        ["ConnectionStrings:messaging"] = Messaging,
        ["Protection:KeyFile"] = Settings.GetValueOrDefault("Protection:KeyFile", TestKeys.File),
        ["Logging:LogLevel:Default"] = "Warning",
    };
}
