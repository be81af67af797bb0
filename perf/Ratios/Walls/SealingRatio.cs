using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.Ratios.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.Ratios.Walls;

/// <summary>R12: whole writes (R6) while their trail is being sealed, against the same writes while nobody seals.</summary>
internal sealed class SealingRatio : IRatio
{
    public string Id => "R12";

    public string Name => "PUT with domain, outbox, audit and kept answer while the trail is sealed ÷ unsealed";

    public (double Good, double Extraordinary) Goal => (0.95, 0.99);

    public async Task<RatioResult> Run(BenchServers servers, BenchSize size, IProgress<string> progress, CancellationToken ct)
    {
        var requests = PopulationWrites.Evenly(size.Of(12_000));
        await using var stage = await ReadStage.Prepare(servers, 1000, ct);
        var writes = await PopulationWrites.At(stage, ct);
        var seals = Directory.CreateTempSubdirectory("bench-seals-").FullName;
        var rounds = new List<(double Raw, double Ours)>();
        for (var round = 0; round < size.Rounds + 1; round++)
        {
            var (unsealed, _) = await writes.Measure("/v1", requests, ct);
            // What waited is sealed before the clock starts: a worker that is behind is not the usual case.
            await using var app = await Sealing(stage.Connection, seals, ct);
            await Settled(stage.Database, ct);
            var (sealed_, _) = await writes.Measure("/v1", requests, ct);
            await app.StopAsync(ct);
            progress.Report($"round {round}: unsealed {unsealed:N0}, sealed {sealed_:N0} writes/s{(round == 0 ? " (warm-up)" : "")}");
            if (round > 0)
                rounds.Add((unsealed, sealed_));
        }

        await using (var count = stage.Database.CreateCommand("select (select coalesce(sum(entries), 0) from audit.seal) > 0"))
            if (await count.ExecuteScalarAsync(ct) is not true)
                throw new InvalidOperationException("Nothing was sealed.");
        Directory.Delete(seals, true);
        return RatioResult.From("writes/s", rounds, new Dictionary<string, string> { ["requests"] = $"{requests}" });
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
}
