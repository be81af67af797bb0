using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;

namespace PovertyPlatform.HouseholdServiceTests.Reviews;

/// <summary>The registry with a clock that tests move from day to day, and the steps of a review as clients take them.</summary>
public class ReviewHost : ImportHost
{
    private readonly MovableClock _clock = new();

    public ReviewHost()
    {
        _clock.MoveTo(new DateOnly(2026, 9, 1));
        Clock = _clock;
    }

    /// <summary>It is that day; tokens are issued anew, because old ones have expired.</summary>
    public void Day(string day) => _clock.MoveTo(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Sends as the actor.</summary>
    public async Task<HttpResponseMessage> Post(TestActor actor, string path, object? body = null, string? ifMatch = null, string? key = null)
    {
        using var client = ClientFor(actor);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        if (ifMatch is not null)
            request.Headers.Add("If-Match", ifMatch);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    /// <summary>Sends as the actor; it works.</summary>
    public async Task<JsonElement> Do(TestActor actor, string path, object? body = null) => await (await Post(actor, path, body)).ShouldBeOk();

    /// <summary>Replaces as the actor; it works.</summary>
    public async Task<JsonElement> Put(TestActor actor, string path, object body)
    {
        using var client = ClientFor(actor);
        return await (await client.PutAsJsonAsync($"/v1/{path}", body)).ShouldBeOk();
    }

    /// <summary>Reads as the actor.</summary>
    public async Task<HttpResponseMessage> TryGet(TestActor actor, string path)
    {
        using var client = ClientFor(actor);
        return await client.GetAsync($"/v1/{path}");
    }

    /// <summary>Reads as the actor; it works.</summary>
    public async Task<JsonElement> Get(TestActor actor, string path) => await (await TryGet(actor, path)).ShouldBeOk();

    /// <summary>Rows of one column.</summary>
    public async Task<List<T>> Column<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync())
            values.Add(reader.GetFieldValue<T>(0));
        return values;
    }

    /// <summary>Imports a workbook of the samples.</summary>
    public async Task ImportSample(int year, string reviewedOn)
    {
        using var client = ClientFor(TestActors.Officer);
        var job = await Import(await File.ReadAllBytesAsync(Path.Combine(Approved.Root, "samples", $"pung-luong-{year}.xlsx")), year: year, reviewedOn: reviewedOn, onFaults: "skip", client: client);
        if (job.GetProperty("state").GetString() != "done")
            throw new InvalidOperationException(job.GetRawText());
    }
}
