using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Households;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Features.Households;
using PovertyPlatform.HouseholdService.Features.Populations;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Hosting;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.Ratios.Households;

/// <summary>
/// One web server that offers our endpoints and the hand-written ones behind the same middleware. Its relay does not run: what a write costs is measured here, what
/// its event costs by R2.
/// </summary>
internal sealed class ReadStage : IAsyncDisposable
{
    private readonly ReadDatabase _database;
    private readonly WebApplication _app;

    private ReadStage(ReadDatabase database, WebApplication app)
    {
        _database = database;
        _app = app;
        Database = NpgsqlDataSource.Create(database.Connection);
    }

    public int Port { get; private init; }

    public IReadOnlyList<Guid> Ids => _database.Ids;

    /// <summary>The registry's database, for further hosts on it.</summary>
    public string Connection => _database.Connection;

    /// <summary>The registry's database as its owner sees it, whom no wall binds.</summary>
    public NpgsqlDataSource Database { get; }

    public static async Task<ReadStage> Prepare(BenchServers servers, int households, CancellationToken ct)
    {
        var database = await ReadDatabase.Prepare(servers, households, ct);
        var app = Build(database.Connection, "http://127.0.0.1:0", TestTokens.KeySet());
        // Written by hand, but well: prepared as ours are. PostgreSQL plans such statements over partitions anew each time and sessions are reset between two callers, unless
        // told otherwise, as the registry does; the hand-written one is measured both ways.
        var connection = new NpgsqlConnectionStringBuilder(database.Connection) { MaxAutoPrepare = 60, AutoPrepareMinUsages = 2 };
        var raw = NpgsqlDataSource.Create(connection.ConnectionString);
        connection.Options = "-c plan_cache_mode=force_generic_plan";
        connection.NoResetOnClose = true;
        RawHousehold.Map(app, "/raw/households", raw);
        RawHousehold.Map(app, "/planned/households", NpgsqlDataSource.Create(connection.ConnectionString));
        RawPopulation.Map(app, NpgsqlDataSource.Create(connection.ConnectionString));
        await app.StartAsync(ct);
        return new ReadStage(database, app) { Port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port };
    }

    /// <summary>The registry's endpoint as a process of its own, until it is ended.</summary>
    public static Task Serve(string database, string url, string keys)
    {
        var app = Build(database, url, keys);
        app.MapGet("/.well-known/jwks", () => Results.Text(keys, "application/json")).AllowAnonymous();
        return app.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Database.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static WebApplication Build(string database, string url, string keys)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Benchmark" });
        // Ours runs as it does in production: as its role of least rights, behind row security. The hand-written one is bound by nothing.
        builder.Configuration["ConnectionStrings:registrydb"] = DatabaseRoles.Of("registrydb", null).AsApp(database);
        builder.Configuration["urls"] = url;
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults("household");
        builder.AddServiceDatabase<HouseholdDb>("registrydb");
        builder.Configuration["Protection:KeyFile"] = BenchKeys.File;
        builder.AddPersonSeals();
        builder.Services.AddSingleton<ReferenceBook>();
        builder.Services.AddSingleton<HouseholdReader>();
        builder.Services.ConfigureHttpJsonOptions(HouseholdJson.Use);
        builder.Services.AddHttpClient("keys").ConfigurePrimaryHttpMessageHandler(() => new Keys(keys));
        var app = builder.Build();
        app.UseServiceDefaults();
        var households = app.MapGroup("/v1/households");
        GetHousehold.Map(households);
        FindHouseholds.Map(households);
        RecordPopulation.Map(app.MapGroup("/v1/populations"));
        return app;
    }

    private sealed class Keys(string keys) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(keys, Encoding.UTF8, "application/json") });
    }
}
