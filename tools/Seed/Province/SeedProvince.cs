using System.CommandLine;
using System.Diagnostics;
using Npgsql;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Protection;
using Spectre.Console;

namespace PovertyPlatform.Seed.Province;

/// <summary>Fills a registry with an invented province, and the outbox with what the other services must hear.</summary>
static class SeedProvince
{
    const int SampleHouseholds = 5_000;

    public static Command Command()
    {
        var households = new Option<int?>("--households") { Description = "households of the province (Yên Bái had about 212,000)" };
        var sample = new Option<bool>("--sample") { Description = $"the small province of the first start: {SampleHouseholds} households" };
        var seed = new Option<ulong>("--seed") { Description = "same seed, same rows", DefaultValueFactory = _ => 2019 };
        var province = new Option<string>("--province") { Description = "two-digit code of today", DefaultValueFactory = _ => "15" };
        var registry = new Option<string?>("--registry") { Description = "connection string of registrydb; else the variable ConnectionStrings__registrydb" };
        var keys = new Option<string?>("--keys") { Description = "key file of the registry; else the variable Protection__KeyFile; without one nobody has an identity number" };
        var areas = new Option<string>("--areas") { Description = "folder with communes.csv and crosswalk.csv", DefaultValueFactory = _ => "reference/areas" };
        var communes = new Option<int?>("--communes") { Description = "only so many communes, spread over the province" };
        var command = new Command("province", "Fill the registry with an invented province.") { households, sample, seed, province, registry, keys, areas, communes };
        command.SetAction(async (parsed, ct) =>
        {
            var connectionString = parsed.GetValue(registry) ?? Environment.GetEnvironmentVariable("ConnectionStrings__registrydb");
            var count = parsed.GetValue(households) ?? (parsed.GetValue(sample) ? SampleHouseholds : 0);
            if (connectionString is null || count is < 1 or > 5_000_000)
            {
                AnsiConsole.MarkupLine("[red]Give --registry, and --households between 1 and 5,000,000 or --sample.[/]");
                return 2;
            }
            var plan = ProvincePlan.Make(parsed.GetValue(areas)!, parsed.GetValue(province)!, count, parsed.GetValue(seed), parsed.GetValue(communes));
            var keyFile = parsed.GetValue(keys) ?? Environment.GetEnvironmentVariable("Protection__KeyFile");
            return await Run(connectionString, plan, parsed.GetValue(seed), string.IsNullOrEmpty(keyFile) ? null : new PersonSeals(new KeyRing(keyFile)), ct);
        });
        return command;
    }

    static async Task<int> Run(string connectionString, List<CommunePlan> plan, ulong seed, PersonSeals? seals, CancellationToken ct)
    {
        if (seals is null)
            AnsiConsole.MarkupLine("[yellow]No key file is given (--keys): people get no identity numbers.[/]");
        await using var registry = NpgsqlDataSource.Create(connectionString);
        var province = plan[0].ProvinceCode;
        if (await AlreadyThere(registry, plan, ct) is var there and > 0)
        {
            AnsiConsole.MarkupLine($"[yellow]The registry already holds {there:N0} households in these communes of province {province}; nothing was written.[/]");
            return 0;
        }

        var clock = Stopwatch.StartNew();
        await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var households = progress.AddTask($"Households of {plan.Count} communes", maxValue: plan.Sum(c => c.Households));
            await Parallel.ForEachAsync(plan, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount), CancellationToken = ct }, async (commune, token) =>
            {
                await WriteCommune(registry, commune, plan.Count, seed, seals, token);
                households.Increment(commune.Households);
            });
        });
        AnsiConsole.MarkupLine($"Written in {clock.Elapsed.TotalSeconds:N1} s. Poor [bold]{plan.Sum(c => c.Poor):N0}[/] ({100m * plan.Sum(c => c.Poor) / plan.Sum(c => c.Households):N2} %), " +
            $"near-poor [bold]{plan.Sum(c => c.NearPoor):N0}[/], out of poverty this year [bold]{plan.Sum(c => c.Escaped):N0}[/].");
        await Report(registry, province);
        return 0;
    }

    /// <summary>One commune is one transaction: short enough not to hold the outbox up, and whole or not at all.</summary>
    static async Task WriteCommune(NpgsqlDataSource registry, CommunePlan commune, int communes, ulong seed, PersonSeals? seals, CancellationToken ct)
    {
        var households = new CommuneMaker(commune, communes, seed).Households().ToList();
        var decision = new Decision(commune, SeedId.Of(seed, "list" + commune.ProvinceCode, commune.Number));
        await using var connection = await registry.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        RegistryCopy.Write(connection, commune, households, seals);
        ListCopy.Write(connection, decision, households);
        await OutboxCopy.Write(connection, RecognitionEvents.Of(decision, households, seed), ct);
        await transaction.CommitAsync(ct);
    }

    static async Task<long> AlreadyThere(NpgsqlDataSource registry, List<CommunePlan> plan, CancellationToken ct)
    {
        await using var command = registry.CreateCommand("select count(*) from household where province_code = $1 and commune_code = any($2)");
        command.Parameters.Add(new() { Value = plan[0].ProvinceCode });
        command.Parameters.Add(new() { Value = plan.Select(c => c.Code).ToArray() });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    static async Task Report(NpgsqlDataSource registry, string province)
    {
        var table = new Table().AddColumns("Table", "Rows", "Checksum").RoundedBorder();
        table.Columns[1].RightAligned();
        await foreach (var (name, rows, checksum) in Checksums.Of(registry, province)) table.AddRow(name, $"{rows:N0}", checksum);
        AnsiConsole.Write(table);
    }
}
