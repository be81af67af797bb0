using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Features.Households;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Hosting;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.Ratios.Households;

/// <summary>A registry with households of one province, and one web server that offers our endpoint and the hand-written one behind the same middleware.</summary>
internal sealed class ReadStage : IAsyncDisposable
{
    private readonly string _maintenance;
    private readonly string _name;
    private readonly WebApplication _app;

    private ReadStage(string maintenance, string name, WebApplication app)
    {
        _maintenance = maintenance;
        _name = name;
        _app = app;
    }

    public int Port { get; private set; }

    public IReadOnlyList<Guid> Ids { get; private set; } = [];

    public static async Task<ReadStage> Prepare(BenchServers servers, int households, CancellationToken ct)
    {
        var name = $"bench_read_{Guid.NewGuid():N}"[..24];
        var database = new NpgsqlConnectionStringBuilder(servers.Postgres) { Database = name, MaxPoolSize = 40 }.ConnectionString;
        string[] arguments = ["migrate", $"--ConnectionStrings:registrydb={database}", $"--ConnectionStrings:messaging={servers.RabbitMq}", "--Logging:LogLevel:Default=Warning"];
        if (await Task.Run(() => typeof(HouseholdDb).Assembly.EntryPoint!.Invoke(null, [arguments]), ct) is not 0)
            throw new InvalidOperationException("The registry could not be migrated.");
        var stage = new ReadStage(servers.Postgres, name, Build(database)) { Ids = await Fill(database, households, ct) };
        await stage._app.StartAsync(ct);
        stage.Port = new Uri(stage._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await using var source = NpgsqlDataSource.Create(_maintenance);
        await using var drop = source.CreateCommand($"drop database if exists {_name} with (force)");
        await drop.ExecuteNonQueryAsync();
    }

    private static WebApplication Build(string database)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ConnectionStrings:registrydb"] = database + Environment.GetEnvironmentVariable("R5_EXTRA");
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults("household");
        builder.AddServiceDatabase<HouseholdDb>("registrydb");
        builder.Services.AddSingleton<ReferenceBook>();
        builder.Services.ConfigureHttpJsonOptions(HouseholdJson.Use);
        builder.Services.AddHttpClient("keys").ConfigurePrimaryHttpMessageHandler(() => new Keys());
        var app = builder.Build();
        app.UseServiceDefaults();
        GetHousehold.Map(app.MapGroup("/v1/households"));
        RawHousehold.Map(app);
        return app;
    }

    private static async Task<IReadOnlyList<Guid>> Fill(string database, int households, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var fill = source.CreateCommand($"""
            insert into household (province_code, commune_code, id, code, hamlet_name, head_name, head_search, area_type, ethnic_group_code, persons)
            select '15', '04492', gen_random_uuid(), 'H' || n, 'Bản ' || n % 40, 'Giàng A Páo', 'giang a pao', 1, '08', 4 from generate_series(1, {households}) n;
            insert into member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, sex, birth_year, ethnic_group_code, relation_code, identity_number)
            select '15', '04492', gen_random_uuid(), h.id, n, 'Giàng Thị Mẩy', 'giang thi may', n % 2 + 1, 1980 + n, '08', case n when 1 then 'head' else 'child' end, lpad(n::text, 12, '0')
            from household h cross join generate_series(1, 4) n;
            analyze household; analyze member;
            """);
        fill.CommandTimeout = 300;
        await fill.ExecuteNonQueryAsync(ct);
        await using var read = source.CreateCommand("select id from household order by id limit 5000");
        await using var reader = await read.ExecuteReaderAsync(ct);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(ct))
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    private sealed class Keys : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(TestTokens.KeySet(), Encoding.UTF8, "application/json") });
    }
}
