using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.Ratios.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.Ratios.Walls;

/// <summary>R8: the same questions to the same households as the service's role behind filter and row security, and as owner bound by nothing.</summary>
internal sealed class RowSecurityRatio : IRatio
{
    private const int Connections = 8;
    private const int PageSize = 50;
    private static readonly AreaScope Commune = new([], ["04492"], false);

    // The runtime compiles what is hot anew for several rounds.
    private const int WarmUp = 3;

    public string Id => "R8";

    public string Name => "queries with area filter and row security ÷ without";

    public (double Good, double Extraordinary) Goal => (0.9, 0.97);

    public async Task<RatioResult> Run(BenchServers servers, BenchSize size, IProgress<string> progress, CancellationToken ct)
    {
        await using var database = await ReadDatabase.Prepare(servers, size.Of(100_000), ct);
        await using var walled = Walled(database.Connection);
        await using var owner = new NpgsqlDataSourceBuilder(database.Connection + ";No Reset On Close=true;Max Auto Prepare=60;Options=-c plan_cache_mode=force_generic_plan").Build();
        var open = new DbContextOptionsBuilder<HouseholdDb>().UseNpgsql(owner).UseSnakeCaseNamingConvention().Options;
        var contexts = walled.Services.GetRequiredService<IDbContextFactory<HouseholdDb>>();
        HouseholdDb Behind()
        {
            var db = contexts.CreateDbContext();
            db.Area = Commune;
            return db;
        }

        // Both make a context for each question; pooled on both sides.
        var pool = new PooledHouseholds(open);
        var questions = size.Of(40_000);
        var rounds = new List<(double Raw, double Ours)>();
        var pages = new List<double>();
        for (var round = 0; round < size.Rounds + WarmUp; round++)
        {
            var raw = await Ask(() => pool.Next(), db => db.Households.IgnoreQueryFilters(), database.Ids, questions, 10, ct);
            var ours = await Ask(Behind, db => db.Households, database.Ids, questions, 10, ct);
            var rawPages = await Ask(() => pool.Next(), db => db.Households.IgnoreQueryFilters(), database.Ids, questions / 10, 1, ct);
            var ourPages = await Ask(Behind, db => db.Households, database.Ids, questions / 10, 1, ct);
            progress.Report($"round {round}: without {raw:N0}, behind {ours:N0} questions/s{(round < WarmUp ? " (warm-up)" : "")}");
            if (round < WarmUp)
                continue;
            rounds.Add((raw, ours));
            pages.Add(ourPages / rawPages);
        }

        return RatioResult.From("questions/s", rounds, new Dictionary<string, string> { ["questions"] = $"{questions}", ["mix"] = $"9 of 10 one household, 1 of 10 a page of {PageSize}", ["pages alone"] = $"{RatioResult.Median(pages):F2}" });
    }

    private static WebApplication Walled(string connection)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Benchmark" });
        builder.Configuration["ConnectionStrings:registrydb"] = DatabaseRoles.Of("registrydb", null).AsApp(connection);
        builder.Logging.ClearProviders();
        builder.AddServiceDatabase<HouseholdDb>("registrydb");
        return builder.Build();
    }

    private static async Task<double> Ask(
        Func<HouseholdDb> context, Func<HouseholdDb, IQueryable<HouseholdService.Domain.Households.Household>> households, IReadOnlyList<Guid> ids, int questions, int pageEvery, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(lane => Task.Run(async () =>
        {
            for (var question = lane; question < questions; question += Connections)
            {
                await using var db = context();
                var id = ids[question % ids.Count];
                if (question % pageEvery == pageEvery - 1)
                {
                    if ((await households(db).AsNoTracking().Where(row => row.CommuneCode == "04492" && row.ProvinceCode == "15" && row.Id.CompareTo(id) > 0)
                        .OrderBy(row => row.Id).Take(PageSize).ToListAsync(ct)).Count != PageSize)
                        throw new InvalidOperationException("A page is not full.");
                }
                else if ((await households(db).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.ProvinceCode == "15", ct))?.Id != id)
                {
                    throw new InvalidOperationException("A household was not found.");
                }
            }
        }, ct)));
        return questions / watch.Elapsed.TotalSeconds;
    }

    private sealed class PooledHouseholds(DbContextOptions<HouseholdDb> options)
    {
        private readonly Microsoft.EntityFrameworkCore.Infrastructure.PooledDbContextFactory<HouseholdDb> _factory = new(options);

        public HouseholdDb Next() => _factory.CreateDbContext();
    }
}
