using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.Ratios.Walls;

/// <summary>R12: audited writes while the trail is being sealed, against the same writes while nobody seals.</summary>
internal sealed class SealingRatio : IRatio
{
    private const int Writers = 8;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(6);

    private const string Write = """
        with changed as (update area_population set persons = persons where commune_code = $1 returning 1),
        told as (
          insert into messaging.outbox_message (message_id, lane, contract, subject_id, version, province_code, commune_code, body, occurred_at)
          values (gen_random_uuid(), 1, 'event:bench:written:v1', gen_random_uuid(), 1, '15', '04492', '\x00', now()))
        insert into audit.entry (id, recorded_at, actor_id, client_id, roles, action, subject_kind, subject_id, province_code, commune_code, trace_id)
        values (gen_random_uuid(), now(), 'officer-pungluong', 'portal', '{poverty-officer}', 'population.record', 'area-population', gen_random_uuid(), '15', '04492', '0af7651916cd43dd8448eb211c80319c')
        """;

    public string Id => "R12";

    public string Name => "audited writes while their trail is sealed ÷ unsealed";

    public (double Good, double Extraordinary) Goal => (0.95, 0.99);

    public async Task<RatioResult> Run(BenchServers servers, BenchSize size, IProgress<string> progress, CancellationToken ct)
    {
        await using var database = await Households.ReadDatabase.Prepare(servers, 1000, ct);
        var seals = Directory.CreateTempSubdirectory("bench-seals-").FullName;
        var slice = Slice * Math.Max(0.3, size.Scale);
        await using var source = NpgsqlDataSource.Create(database.Connection);
        var rounds = new List<(double Raw, double Ours)>();
        for (var round = 0; round < size.Rounds + 1; round++)
        {
            var unsealed = await Run(source, slice, ct);
            // What waited is sealed before the clock starts: a worker that is behind is not the usual case.
            await using var app = await Sealing(database.Connection, seals, ct);
            await Settled(source, ct);
            var sealed_ = await Run(source, slice, ct);
            await app.StopAsync(ct);
            progress.Report($"round {round}: unsealed {unsealed:N0}, sealed {sealed_:N0} writes/s{(round == 0 ? " (warm-up)" : "")}");
            if (round > 0)
                rounds.Add((unsealed, sealed_));
        }

        await using (var count = source.CreateCommand("select (select coalesce(sum(entries), 0) from audit.seal) > 0"))
            if (await count.ExecuteScalarAsync(ct) is not true)
                throw new InvalidOperationException("Nothing was sealed.");
        Directory.Delete(seals, true);
        return RatioResult.From("writes/s", rounds, new Dictionary<string, string> { ["writers"] = $"{Writers}" });
    }

    private static async Task<WebApplication> Sealing(string connection, string folder, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Benchmark" });
        builder.Configuration["ConnectionStrings:registrydb"] = DatabaseRoles.Of("registrydb", null).AsApp(connection);
        builder.Configuration["Audit:Folder"] = folder;
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<Revocations>();
        builder.AddServiceDatabase<HouseholdDb>("registrydb");
        var app = builder.Build();
        await app.StartAsync(ct);
        return app;
    }

    private static async Task Settled(NpgsqlDataSource source, CancellationToken ct)
    {
        for (var until = DateTime.UtcNow.AddMinutes(2); DateTime.UtcNow < until; await Task.Delay(200, ct))
        {
            await using var waiting = source.CreateCommand(
                "select not exists (select from audit.entry where (tx, position) > (select last_tx, last_position from audit.seal order by number desc limit 1))");
            if (await waiting.ExecuteScalarAsync(ct) is true)
                return;
        }

        throw new TimeoutException("The trail was not sealed within two minutes.");
    }

    private static async Task<double> Run(NpgsqlDataSource source, TimeSpan length, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var written = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            await using var command = new NpgsqlCommand(Write, connection) { Parameters = { new() { Value = "04492" } } };
            await command.PrepareAsync(ct);
            var count = 0;
            for (; watch.Elapsed < length; count++)
                await command.ExecuteNonQueryAsync(ct);
            return count;
        }, ct)));
        return written.Sum() / watch.Elapsed.TotalSeconds;
    }
}
