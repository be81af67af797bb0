using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.HouseholdEvents;

/// <summary>The registry with the steps of household events as an officer's client takes them.</summary>
public class EventHost : ImportHost
{
    private int _families;

    /// <summary>Sends an event of a household at its current version, or at the one given.</summary>
    public async Task<HttpResponseMessage> Try(string path, object body, Guid? household = null, string? ifMatch = null, TestActor? actor = null)
    {
        var client = ClientFor(actor ?? TestActors.Officer);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/{path}") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        if (ifMatch is not null || household is not null)
            request.Headers.Add("If-Match", ifMatch ?? await Tag(household!.Value, actor));
        return await client.SendAsync(request);
    }

    /// <summary>Records an event of a household; it works.</summary>
    public async Task<JsonElement> Do(Guid household, string what, object body) => await (await Try($"households/{household}/{what}", body, household)).ShouldBeOk();

    /// <summary>Takes an event back; it works.</summary>
    public async Task<JsonElement> Undo(JsonElement recorded) =>
        await (await TryUndo(recorded)).ShouldBeOk();

    /// <summary>Tries to take an event back.</summary>
    public Task<HttpResponseMessage> TryUndo(JsonElement recorded) =>
        Try($"household-events/{recorded.GetProperty("eventId").GetGuid()}/undo", new { reason = "Ghi nhầm", evidence = "12/BB" }, recorded.GetProperty("households")[0].GetProperty("id").GetGuid());

    /// <summary>The ETag of a household.</summary>
    public async Task<string> Tag(Guid household, TestActor? actor = null)
    {
        using var response = await ClientFor(actor ?? TestActors.Officer).GetAsync($"/v1/households/{household}");
        return response.Headers.ETag?.ToString() ?? "\"0\"";
    }

    /// <summary>Registers a household with a head and others of 30 years; the head is the first.</summary>
    public async Task<(Guid Id, List<Guid> Members)> Register(int persons = 3, string on = "2026-01-10", string commune = Commune, TestActor? actor = null)
    {
        var recorded = await (await Try("households", Family(persons, on, commune), actor: actor)).ShouldBeOk();
        var id = recorded.GetProperty("households")[0].GetProperty("id").GetGuid();
        return (id, await Members(id, actor: actor));
    }

    /// <summary>A family that no other test has.</summary>
    public object Family(int persons, string on = "2026-01-10", string commune = Commune)
    {
        var number = Interlocked.Increment(ref _families);
        return new
        {
            communeCode = commune,
            hamlet = "Bản Púng Luông",
            on,
            reason = "Mới đến ở",
            members = Enumerable.Range(0, persons).Select(place => new
            {
                fullName = $"Giàng A {Word(number)} {Word(place)}",
                relation = place == 0 ? "head" : "other",
                sex = "Male",
                birthDate = $"19{80 + (place % 15)}-03-05",
                identityNumber = $"0150{80 + (place % 15):00}{number:0000}{place:00}",
            }).ToArray(),
        };
    }

    /// <summary>Who lives in it, in order of the list.</summary>
    public async Task<List<Guid>> Members(Guid household, string query = "", TestActor? actor = null) =>
        [.. (await Read(household, query, actor)).GetProperty("members").EnumerateArray().Select(member => member.GetProperty("id").GetGuid())];

    /// <summary>A household as it is, or was.</summary>
    public async Task<JsonElement> Read(Guid household, string query = "", TestActor? actor = null) =>
        await (await ClientFor(actor ?? TestActors.Officer).GetAsync($"/v1/households/{household}{query}")).ShouldBeOk();

    /// <summary>The instant at which an event became known, as part of a query.</summary>
    public static string KnownAt(JsonElement recorded) => $"knownAt={Uri.EscapeDataString(recorded.GetProperty("knownAt").GetString()!)}";

    private static string Word(int number) => string.Concat(number.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => (char)('a' + digit - '0')));
}
