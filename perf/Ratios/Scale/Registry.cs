extern alias registry;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Hosting;

namespace PovertyPlatform.Ratios.Scale;

/// <summary>The whole registry over an invented province, behind a real socket.</summary>
internal sealed class Registry() : ServiceHost<registry::Program>("registrydb")
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Imports:PollSeconds"] = "0.2" };

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
