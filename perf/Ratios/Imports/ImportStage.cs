using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Imports;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Features.Imports;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.Ratios.Imports;

/// <summary>A migrated registry that is copied for every measurement, so that each begins with the same empty tables.</summary>
internal sealed class ImportStage(BenchServers servers, string template) : IAsyncDisposable
{
    public const string Commune = "04492";

    public static async Task<ImportStage> Prepare(BenchServers servers, CancellationToken ct)
    {
        var name = $"bench_import_{Guid.NewGuid():N}"[..24];
        string[] arguments = ["migrate", $"--ConnectionStrings:registrydb={On(servers, name)}", $"--ConnectionStrings:messaging={servers.RabbitMq}", "--Logging:LogLevel:Default=Warning"];
        if (await Task.Run(() => typeof(HouseholdDb).Assembly.EntryPoint!.Invoke(null, [arguments]), ct) is not 0)
            throw new InvalidOperationException("The registry could not be migrated.");
        NpgsqlConnection.ClearAllPools();
        return new ImportStage(servers, name);
    }

    /// <summary>A fresh copy of the empty registry, and the services of an import on it. Nothing is relayed meanwhile: the measured end is the commit.</summary>
    public async Task<WebApplication> Open(CancellationToken ct)
    {
        var name = $"{template}_{Guid.NewGuid():N}"[..40];
        await Execute($"create database {name} template {template}", ct);
        await Execute("checkpoint", ct);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["ConnectionStrings:registrydb"] = DatabaseRoles.Of("registrydb", null).AsApp(On(servers, name));
        builder.Configuration["ConnectionStrings:messaging"] = servers.RabbitMq;
        builder.Logging.ClearProviders();
        builder.AddServiceDatabase<HouseholdDb>("registrydb", OutboxSignal.Attach);
        builder.AddMessaging<HouseholdDb>("household", messages => messages.Publishes<HouseholdRegistered>(consumersOptional: true).Publishes<HouseholdReviewed>(consumersOptional: true));
        builder.Configuration["Protection:KeyFile"] = BenchKeys.File;
        builder.AddPersonSeals();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<ReferenceBook>().AddSingleton<ImportRulesSource>().AddSingleton<ImportRunner>().AddOptions<ImportOptions>();
        return builder.Build();
    }

    /// <summary>The copy as its owner sees it, whom no wall binds: what was written is counted there, and the raw side writes there.</summary>
    public NpgsqlDataSource OwnerOf(WebApplication app) => NpgsqlDataSource.Create(On(servers, new NpgsqlConnectionStringBuilder(app.Configuration.GetConnectionString("registrydb")).Database!));

    /// <summary>Drops a copy.</summary>
    public async Task Close(WebApplication app, CancellationToken ct)
    {
        var name = new NpgsqlConnectionStringBuilder(app.Configuration.GetConnectionString("registrydb")).Database;
        await app.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await Execute($"drop database {name} with (force)", ct);
    }

    /// <summary>From the file on disk to the last commit: stored, read, checked, merged, events and audit written.</summary>
    public static async Task Import(WebApplication app, string path, CancellationToken ct)
    {
        var source = app.Services.GetRequiredService<NationwideSource>().Source;
        var job = Guid.CreateVersion7();
        await using (var file = File.OpenRead(path))
        await using (var connection = await source.OpenConnectionAsync(ct))
        {
            var hash = await SHA256.HashDataAsync(file, ct);
            file.Position = 0;
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using var insert = new NpgsqlCommand(
                """
                insert into import.job (id, province_code, commune_code, year, reviewed_on, on_faults, file_name, file_kind, file_bytes, file_sha256, actor_id, client_id, roles, requested_at)
                values ($1, '15', $2, 2026, '2026-10-30', 'reject', 'bench', $3, $4, $5, 'bench', 'bench', '{}', now())
                """, connection)
            {
                Parameters = { new() { Value = job }, new() { Value = Commune }, new() { Value = Path.GetExtension(path)[1..] }, new() { Value = file.Length }, new() { Value = hash } },
            };
            await insert.ExecuteNonQueryAsync(ct);
            await ImportFiles.Store(connection, app.Services.GetRequiredService<PersonSeals>(), job, file, ct);
            await transaction.CommitAsync(ct);
        }

        await using var session = await source.OpenConnectionAsync(ct);
        var claimed = await ImportJobs.Claim(session, ct) ?? throw new InvalidOperationException("The job could not be claimed.");
        await app.Services.GetRequiredService<ImportRunner>().Run(claimed, session, ct);
    }

    public async ValueTask DisposeAsync() => await Execute($"drop database if exists {template} with (force)", CancellationToken.None);

    private static string On(BenchServers servers, string database) => new NpgsqlConnectionStringBuilder(servers.Postgres) { Database = database }.ConnectionString;

    private async Task Execute(string sql, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(servers.Postgres);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync(ct);
    }
}
