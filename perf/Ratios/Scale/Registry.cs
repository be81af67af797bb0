extern alias registry;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Protection;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Hosting;
using PovertyPlatform.TestKit.Servers;
using Spectre.Console;

namespace PovertyPlatform.Ratios.Scale;

/// <summary>The whole registry over an invented province, behind a real socket. The filled database is made once per server and copied, so that a kept server is filled once.</summary>
/// <param name="households">Households of the province.</param>
/// <param name="seedTool">The program that invents it.</param>
/// <param name="keys">Key file of the registry; made when missing. It stays with the filled database.</param>
internal sealed class Registry(int households, string seedTool, string keys) : ServiceHost<registry::Program>("registrydb")
{
    public const string Province = "15";

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Imports:PollSeconds"] = "0.2", ["Protection:KeyFile"] = keys };

    public KeyRing Keys { get; } = new(keys);

    public override async ValueTask InitializeAsync()
    {
        UseKestrel(0);
        await base.InitializeAsync();
    }

    /// <summary>A client over the socket; the factory knows the address only once the server runs.</summary>
    public HttpClient Officer(TestActor actor)
    {
        var client = CreateClient();
        client.Timeout = TimeSpan.FromMinutes(10);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(actor, TimeSpan.FromHours(2)));
        return client;
    }

    /// <summary>Many of them: one alone who reads all day long takes out more than a day allows. The factory ends them.</summary>
    public IReadOnlyList<HttpClient> Officers(TestActor actor, int many) => [.. Enumerable.Range(1, many).Select(number => Officer(actor with { Id = $"{actor.Id}-{number}" }))];

    protected override async Task<string> CreateDatabase(TestServers servers)
    {
        var filled = $"scale_{households}";
        await using var server = NpgsqlDataSource.Create(servers.Postgres);
        await using (var there = server.CreateCommand("select 1 from pg_database where datname = $1"))
        {
            there.Parameters.AddWithValue(filled);
            if (await there.ExecuteScalarAsync() is null)
            {
                var empty = await base.CreateDatabase(servers);
                await Fill(servers.Database(empty));
                NpgsqlConnection.ClearAllPools();
                await servers.Execute($"alter database \"{empty}\" rename to {filled}");
            }
        }

        return await servers.CreateDatabase("registrydb", filled, "file_copy");
    }

    private async Task Fill(string database)
    {
        AnsiConsole.MarkupLineInterpolated($"[grey]filling a registry with {households:N0} households[/]");
        var watch = Stopwatch.StartNew();
        using var seed = Process.Start(new ProcessStartInfo("dotnet",
            [seedTool, "province", "--households", $"{households}", "--province", Province, "--registry", database, "--keys", keys]))!;
        await seed.WaitForExitAsync();
        if (seed.ExitCode != 0)
            throw new InvalidOperationException($"The seed ended with {seed.ExitCode}.");
        // What the other services would hear of the filling is not told; the day of recognition tells it (RecognitionDay).
        await using var source = NpgsqlDataSource.Create(database);
        foreach (var step in new[] { "create table recognition_day as select * from messaging.outbox_message", "truncate messaging.outbox_message", "vacuum analyze" })
        {
            await using var command = source.CreateCommand(step);
            command.CommandTimeout = 600;
            await command.ExecuteNonQueryAsync();
        }

        AnsiConsole.MarkupLineInterpolated($"[grey]filled in {watch.Elapsed.TotalSeconds:N0} s[/]");
    }

    // The folder that the factory would guess belongs to test projects.
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseContentRoot(AppContext.BaseDirectory);
    }

    /// <summary>Milliseconds under which 95 of 100 answers came; each question is asked once, the first ones to warm up.</summary>
    public static async Task<double> P95(int questions, Func<int, Task<HttpResponseMessage>> ask)
    {
        const int WarmUp = 50;
        var times = new List<double>();
        for (var number = 0; number < questions + WarmUp; number++)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await ask(number);
            await answer.Content.ReadAsByteArrayAsync();
            if (number >= WarmUp)
                times.Add(watch.Elapsed.TotalMilliseconds);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"Not an answer: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        times.Sort();
        return times[(int)(times.Count * 0.95)];
    }

    /// <summary>Sends a file for import and waits for its end.</summary>
    public static async Task<JsonElement> Import(HttpClient client, byte[] file, string commune, int year, CancellationToken ct)
    {
        using var form = new MultipartFormDataContent();
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(part, "file", "danh-sach.xlsx");
        using var answer = await client.PostAsync($"/v1/imports?year={year}&communeCode={commune}&reviewedOn={year}-10-30&onFaults=reject", form, ct);
        return await End(client, answer, "/v1/imports", ct);
    }

    /// <summary>Waits for the end of a job that was accepted.</summary>
    public static async Task<JsonElement> End(HttpClient client, HttpResponseMessage accepted, string jobs, CancellationToken ct)
    {
        var text = await accepted.Content.ReadAsStringAsync(ct);
        if (!accepted.IsSuccessStatusCode)
            throw new InvalidOperationException($"Not accepted: {text}");
        var id = JsonDocument.Parse(text).RootElement.GetProperty("id").GetGuid();
        while (true)
        {
            var job = JsonDocument.Parse(await client.GetStringAsync($"{jobs}/{id}", ct)).RootElement;
            var state = job.GetProperty("state").GetString()!;
            if (state.Equals("done", StringComparison.OrdinalIgnoreCase))
                return job;
            if (state.ToLowerInvariant() is "refused" or "cancelled" or "failed")
                throw new InvalidOperationException($"The job ended as {job}");
            await Task.Delay(100, ct);
        }
    }
}
