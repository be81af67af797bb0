using System.Text.Json;
using PovertyPlatform.HouseholdServiceTests.HouseholdEvents;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Hamlets;

/// <summary>The registry with the steps of changes of hamlets as an officer takes them.</summary>
public sealed class HamletHost : EventHost
{
    /// <summary>Day on which the hamlets of the tests change.</summary>
    public const string On = "2026-06-01";

    private int _people;

    /// <summary>Registers a household of one person in a hamlet; the household and the number of its hamlet.</summary>
    public async Task<(Guid Id, string Hamlet)> Register(string hamlet, string? head = null)
    {
        var number = Interlocked.Increment(ref _people);
        var recorded = await (await Try("households", new
        {
            communeCode = Commune,
            hamlet,
            on = "2026-01-10",
            reason = "Mới đến ở",
            members = new[] { new { fullName = head ?? $"Vàng Thị {(char)('A' + (number % 26))}{(char)('a' + (number / 26))}", relation = "head", sex = "Female", birthDate = "1980-03-05" } },
        })).ShouldBeOk();
        var id = recorded.GetProperty("households")[0].GetProperty("id").GetGuid();
        return (id, await HamletOf(id));
    }

    /// <summary>Number of the hamlet in which a household stands.</summary>
    public Task<string> HamletOf(Guid household) => Scalar<string>("select hamlet_code from household where id = $1", household);

    /// <summary>Tries to record a change.</summary>
    public Task<HttpResponseMessage> TryChange(string kind, string[] from, string[] to, string on = On, TestActor? actor = null, string commune = Commune, string evidence = "07/NQ-HĐND") =>
        Try("hamlet-changes", new { communeCode = commune, kind, from, to, changedOn = on, evidence, reason = "Theo nghị quyết" }, actor: actor);

    /// <summary>Records a change; the change and the numbers of the successors.</summary>
    public async Task<(Guid Id, List<string> To)> Change(string kind, string[] from, params string[] to)
    {
        var recorded = await (await TryChange(kind, from, to)).ShouldBeOk();
        return (recorded.GetProperty("id").GetGuid(), Texts(recorded, "to"));
    }

    /// <summary>Moves households of a change; how many went, how many are left, and why some wait.</summary>
    public async Task<(int Moved, int Left, string Waiting)> Move(Guid change, string? to = null, params Guid[] households)
    {
        var done = await (await Try($"hamlet-changes/{change}/moves", new { toHamletCode = to, householdIds = households.Length == 0 ? null : households })).ShouldBeOk();
        return (done.GetProperty("moved").GetInt32(), done.GetProperty("left").GetInt32(), string.Join(' ', done.GetProperty("waiting").EnumerateArray().Select(one => one.GetProperty("code").GetString())));
    }

    /// <summary>Tries to take a change back.</summary>
    public Task<HttpResponseMessage> TryUndoChange(Guid change, TestActor? actor = null) => Try($"hamlet-changes/{change}/undo", new { reason = "Ghi nhầm thôn", evidence = "3/BB" }, actor: actor);

    /// <summary>The head of a hamlet.</summary>
    public static TestActor Head(params string[] hamlets) => TestActors.HamletHead with { Id = $"head-{string.Join('-', hamlets)}", Hamlets = hamlets };

    /// <summary>Households that the head of these hamlets sees.</summary>
    public async Task<List<Guid>> SeenBy(params string[] hamlets) =>
        [.. (await (await ClientFor(Head(hamlets)).GetAsync("/v1/households?limit=200")).ShouldBeOk()).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()).Order()];

    /// <summary>Households on the work list, with the hamlets to which they may belong.</summary>
    public async Task<Dictionary<Guid, List<string>>> Waiting() => (await (await ClientFor(TestActors.Officer).GetAsync($"/v1/hamlet-changes/waiting?communeCode={Commune}&limit=200")).ShouldBeOk())
        .GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("householdId").GetGuid(), item => Texts(item, "candidates"));

    /// <summary>Numbers of the hamlets of the commune on a day.</summary>
    public async Task<List<string>> HamletsOn(string day) => [.. (await (await ClientFor(TestActors.Officer).GetAsync($"/v1/hamlets?communeCode={Commune}&on={day}&limit=200")).ShouldBeOk())
        .GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()!)];

    private static List<string> Texts(JsonElement of, string field) => [.. of.GetProperty(field).EnumerateArray().Select(text => text.GetString()!)];
}
