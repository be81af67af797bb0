using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Protection;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Protection;
using PovertyPlatform.TestKit.Workbooks;
using Spectre.Console;

namespace PovertyPlatform.Ratios.Scale;

/// <summary>What officers wait for in a province of a million households: times, not ratios.</summary>
internal static class ScaleTimes
{
    private const string Begin = "<!-- scale:begin -->";
    private const string End = "<!-- scale:end -->";
    private const int Questions = 500;

    /// <summary>One thing that was timed.</summary>
    private sealed record Row(string What, double Value, string Unit, double Goal, bool IsAtLeast = false)
    {
        public bool IsMet => IsAtLeast ? Value >= Goal : Value <= Goal;
    }

    public static async Task<int> Run(int households, string seedTool, string keys, string? only, string? ledger, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(keys)!);
        KeyFile.Make(keys);
        await using var registry = new Registry(households, seedTool, keys);
        await registry.InitializeAsync();
        var rows = new List<Row>();
        async Task Time(string what, string unit, double goal, Func<Task<double>> measure, bool isAtLeast = false)
        {
            if (only is not null && !what.StartsWith(only, StringComparison.OrdinalIgnoreCase))
                return;
            var row = new Row(what, await measure(), unit, goal, isAtLeast);
            rows.Add(row);
            AnsiConsole.MarkupLineInterpolated($"   {row.What}: [bold]{row.Value:N1}[/] {row.Unit} ({(row.IsAtLeast ? "at least" : "at most")} {row.Goal:N0})");
        }

        using var officer = registry.Officer(TestActors.ProvinceOfficer.With(Scopes.HouseholdsRead, Scopes.ListsRead, Scopes.DuplicatesSettle, Scopes.HouseholdsImport));
        var people = "household file,exact search,search by,pages while".Split(',').Any(asked => only is null || asked.StartsWith(only, StringComparison.OrdinalIgnoreCase)) ? await People(registry, ct) : [];
        await Time("household file, p95", "ms", 80, () => Registry.P95(Questions, number => officer.GetAsync($"/v1/households/{people[number % people.Count].Household}", ct)));
        await Time("exact search by identity number, p95", "ms", 50, () => Registry.P95(Questions, number => officer.PostAsJsonAsync("/v1/households/search", new { identityNumber = people[number % people.Count].Number }, ct)));
        await Time("search by name without marks, p95", "ms", 120, () => Registry.P95(Questions, number => officer.PostAsJsonAsync("/v1/households/search-people", new { name = people[number % people.Count].Name }, ct)));
        await Time("pure classifier, one core", "million households/s", 1, async () => Classify((await registry.Services.GetRequiredService<ReferenceBook>().Open(ct)).Standards.Of("2022-2026")!), isAtLeast: true);
        var year = await registry.Scalar<short>("select max(review_year) from review");
        var reviewed = (await registry.Scalar<long>("select count(*) from review")).ToString("N0", CultureInfo.InvariantCulture);
        await Time($"{reviewed} reviewed households of the province under another standard", "s", 60, () => Seconds(async () =>
            (await officer.GetAsync($"/v1/standards/comparison?from=2022-2026&to=2027-2030&year={year}&provinceCode={Registry.Province}", ct)).EnsureSuccessStatusCode()));
        var commune = await registry.Scalar<string>("select commune_code from household group by 1 order by count(*) desc, 1 limit 1");
        await Time("duplicates of the largest commune against the province", "s", 30, () => Seconds(async () =>
        {
            using var accepted = await officer.PostAsJsonAsync("/v1/duplicate-searches", new { communeCode = commune, reach = "province" }, ct);
            AnsiConsole.MarkupLineInterpolated($"   [grey]{await Registry.End(officer, accepted, "/v1/duplicate-searches", ct)}[/]");
        }));
        var officers = registry.Officers(TestActors.ProvinceOfficer.With(Scopes.HouseholdsRead), 40);
        (string, Func<int, Task<HttpResponseMessage>>)[] pages =
        [
            ("household file", number => officers[number % officers.Count].GetAsync($"/v1/households/{people[number % people.Count].Household}", ct)),
            ("page of 50", number => officers[number % officers.Count].GetAsync($"/v1/households?communeCode={commune}&limit=50", ct)),
            ("search by name", number => officers[number % officers.Count].PostAsJsonAsync("/v1/households/search-people", new { name = people[number % people.Count].Name }, ct)),
        ];
        var drain = "";
        // A province's day takes twenty minutes: --only pages asks for it.
        if (only is not null)
            await Time("pages while recognitions drain to every service, p95 ÷ p95 before", "×", 2, async () =>
            {
                var day = await RecognitionDay.Run(registry, pages, ct);
                drain = string.Create(CultureInfo.InvariantCulture, $"Recognitions: {day.Events:N0} events of {day.Communes} communes had arrived at support, partner and reporting, and the grants at partner and registry, after {day.Seconds:F1} s; each had one effect.");
                return day.Slower;
            });
        var file = new MemoryStream();
        HouseholdBook.WriteXlsx(file, HouseholdSamples.Make(25_000, from: 2_000_000));
        await Time("workbook of 25,000 households with 100,000 rows checked and imported", "s", 120, () => Seconds(() => Registry.Import(officer, file.ToArray(), "04492", 2026, ct)));
        // A large commune; 300,000 households of a large province go in an hour then.
        await Time("5,000 households of merged communes moved to their successors", "s", 60, async () =>
        {
            var move = await ReformMove.Run(registry, ct);
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"   [grey]{move.Households / move.Seconds:F1} households/s; at most {move.MostLocks} locks at once; {move.MegabytesMore:F0} MB more[/]");
            return move.Seconds;
        });

        await Show(registry, rows, drain, ledger, ct);
        return rows.All(row => row.IsMet) ? 0 : 1;
    }

    private static async Task<List<(Guid Household, string Number, string Name)>> People(Registry registry, CancellationToken ct)
    {
        var seals = new PersonSeals(registry.Keys);
        var people = new List<(Guid, string, string)>();
        await using var command = registry.Database.CreateCommand("select household_id, id, identity_number, name_search from member tablesample system (0.2) repeatable (1) where identity_number is not null limit 5000");
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            people.Add((rows.GetGuid(0), seals.Identity.Open(rows.GetGuid(1), rows.GetFieldValue<byte[]>(2)), rows.GetString(3)));
        return people;
    }

    /// <summary>Millions of households per second on one core.</summary>
    private static double Classify(Standard standard)
    {
        var answers = Enumerable.Range(0, 4096).Select(number => new Answers(standard.Code, null, number % 200, number % 90, number % 12, false)).ToArray();
        const int Rounds = 2000;
        var classes = 0L;
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < Rounds; round++)
            for (var at = 0; at < answers.Length; at++)
                classes += (long)Classifier.Classify(answers[at], (at & 1) == 0 ? AreaType.Rural : AreaType.Urban, standard);
        return classes < 0 ? 0 : (double)Rounds * answers.Length / watch.Elapsed.TotalSeconds / 1_000_000;
    }

    private static async Task<double> Seconds(Func<Task> act)
    {
        var watch = Stopwatch.StartNew();
        await act();
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task Show(Registry registry, List<Row> rows, string below, string? ledger, CancellationToken ct)
    {
        var (households, members) = (await registry.Scalar<long>("select count(*) from household"), await registry.Scalar<long>("select count(*) from member"));
        var text = new StringBuilder().AppendLine(Begin)
            .AppendLine(CultureInfo.InvariantCulture, $"Measured on {Environment.ProcessorCount} cores, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}: a registry of {households:N0} households with {members:N0} members in one province; service, database and client on the same machine, {Questions} questions each.")
            .AppendLine().AppendLine("| | measured | goal | |").AppendLine("| --- | ---: | ---: | --- |");
        foreach (var row in rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.What} | {row.Value:N1} {row.Unit} | {(row.IsAtLeast ? "≥" : "<")} {row.Goal:N0} {row.Unit} | {(row.IsMet ? "met" : "**missed**")} |");
        if (below.Length > 0)
            text.AppendLine().AppendLine(below);
        AnsiConsole.WriteLine(text.ToString());
        if (ledger is null)
            return;
        var whole = await File.ReadAllTextAsync(ledger, ct);
        var (from, to) = (whole.IndexOf(Begin, StringComparison.Ordinal), whole.IndexOf(End, StringComparison.Ordinal));
        if (from < 0 || to < from)
            throw new InvalidOperationException($"{ledger} has lost its scale marks.");
        await File.WriteAllTextAsync(ledger, string.Concat(whole.AsSpan(0, from), text.ToString(), whole.AsSpan(to)), ct);
    }
}
