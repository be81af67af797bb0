using System.Net;
using System.Text.Json;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Standards;

/// <summary>The same answers under two standards: golden cases of the domain, and the sample commune of 2026 under 2022-2026 and 2027-2030.</summary>
public class StandardComparisonTests(ImportHost host) : IClassFixture<ImportHost>
{
    private const string Ask = "from=2022-2026&to=2027-2030&year=2026";

    [Theory]
    [InlineData(1_500_000, 3, AreaType.Rural, StandardEffect.Same)]
    [InlineData(1_500_001, 3, AreaType.Rural, StandardEffect.Enters)]
    [InlineData(2_200_000, 0, AreaType.Rural, StandardEffect.Enters)]
    [InlineData(2_200_001, 12, AreaType.Rural, StandardEffect.Same)]
    [InlineData(2_000_001, 3, AreaType.Urban, StandardEffect.Enters)]
    [InlineData(2_800_000, 2, AreaType.Urban, StandardEffect.Enters)]
    [InlineData(2_800_001, 2, AreaType.Urban, StandardEffect.Same)]
    public void NewLines_TakeInWhoLivesBetweenThem(long income, int deprivations, AreaType area, StandardEffect expected) =>
        Assert.Equal(expected, Compare("2022-2026", "2027-2030").Add(new Answers("2022-2026", income, null, null, deprivations, false), area, 4));

    [Theory]
    [InlineData("2016-2021", "2022-2026", 700_000, 0, StandardEffect.Better)]
    [InlineData("2022-2026", "2016-2021", 700_000, 0, StandardEffect.Worse)]
    [InlineData("2022-2026", "2016-2021", 1_400_000, 3, StandardEffect.Leaves)]
    [InlineData("2022-2026", "2016-2021", 1_000_001, 3, StandardEffect.Leaves)]
    public void OtherPairs_SayWhatMoves(string from, string to, long income, int deprivations, StandardEffect expected) =>
        Assert.Equal(expected, Compare(from, to).Add(new Answers(from, income, null, null, deprivations, false), AreaType.Rural, 4));

    [Fact]
    public void PointsWithoutCutOffs_CannotTell()
    {
        var comparison = Compare("2022-2026", "2027-2030");
        Assert.Equal(StandardEffect.CannotTell, comparison.Add(new Answers("2022-2026", null, 120, 30, 3, false), AreaType.Rural, 5));
        Assert.Equal(new ComparisonCell(PovertyClass.Poor, PovertyClass.Undetermined, 1, 5), Assert.Single(comparison.Cells));
    }

    [Fact]
    public async Task SampleCommune_BothStandardsSideBySide_EveryDifferenceIsNamed()
    {
        await Import();
        var compared = await Get($"/v1/standards/comparison?{Ask}&communeCode={ImportHost.Commune}");
        var total = compared.GetProperty("total");
        var expected = await Expected();
        Assert.Equal(expected.Values.Sum(), total.GetProperty("households").GetInt64());
        Assert.True(expected.GetValueOrDefault(StandardEffect.Enters) > 0, "Nobody enters: the sample shows nothing.");
        foreach (var (effect, field) in new[] { (StandardEffect.Enters, "enter"), (StandardEffect.Leaves, "leave"), (StandardEffect.Worse, "worse"), (StandardEffect.Better, "better"), (StandardEffect.CannotTell, "cannotTell") })
            Assert.Equal(expected.GetValueOrDefault(effect), total.GetProperty(field).GetInt64());
        Assert.Equal(total.GetRawText(), Assert.Single(compared.GetProperty("communes").EnumerateArray()).GetProperty("figures").GetRawText());
        Assert.Equal(total.GetProperty("households").GetInt64(), total.GetProperty("cells").EnumerateArray().Sum(cell => cell.GetProperty("households").GetInt64()));

        var entering = await All($"/v1/standards/comparison/households?{Ask}&communeCode={ImportHost.Commune}&effect=Enters&limit=7");
        Assert.Equal(expected[StandardEffect.Enters], entering.Count);
        Assert.All(entering, household =>
        {
            Assert.Equal("Matches", household.GetProperty("toStep").GetProperty("outcome").GetString());
            Assert.Equal("NĐ 351/2025/NĐ-CP", household.GetProperty("toStep").GetProperty("legalSource").GetString());
            Assert.EndsWith(".", household.GetProperty("head").GetString(), StringComparison.Ordinal);
        });
        // One household alone, with every step under both.
        var one = await Get($"/v1/households/{entering[0].GetProperty("householdId").GetGuid()}/classification?standard=2022-2026&against=2027-2030&year=2026");
        Assert.Equal(("Enters", entering[0].GetProperty("from").GetString(), entering[0].GetProperty("to").GetString()),
            (one.GetProperty("effect").GetString()!, one.GetProperty("explanation").GetProperty("class").GetString(), one.GetProperty("against").GetProperty("class").GetString()));
        Assert.NotEmpty(one.GetProperty("against").GetProperty("steps").EnumerateArray());
        var alone = await Get($"/v1/households/{entering[0].GetProperty("householdId").GetGuid()}/classification?standard=2022-2026&year=2026");
        Assert.Equal(one.GetProperty("explanation").GetRawText(), alone.GetProperty("explanation").GetRawText());
        Assert.False(alone.TryGetProperty("effect", out var none) && none.ValueKind != JsonValueKind.Null);
        await (await host.Officer.GetAsync($"/v1/households/{entering[0].GetProperty("householdId").GetGuid()}/classification?against=1999", Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(entering.Count, entering.Select(household => household.GetProperty("householdId").GetGuid()).Distinct().Count());
        // without an effect: everything that moves or cannot be told
        Assert.Equal(
            expected.Where(pair => pair.Key != StandardEffect.Same).Sum(pair => pair.Value),
            (await All($"/v1/standards/comparison/households?{Ask}&communeCode={ImportHost.Commune}&limit=100")).Count);
    }

    [Fact]
    public async Task OtherAreasAndBadWishes_AreRefused()
    {
        var elsewhere = host.ClientFor(TestActors.Officer with { Communes = ["04493"] });
        await (await elsewhere.GetAsync($"/v1/standards/comparison?{Ask}&communeCode={ImportHost.Commune}", Ct)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await elsewhere.GetAsync($"/v1/standards/comparison/households?{Ask}&communeCode={ImportHost.Commune}", Ct)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        // an officer of one commune does not get the province
        await (await host.Officer.GetAsync($"/v1/standards/comparison?{Ask}&provinceCode=15", Ct)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await host.Officer.GetAsync("/v1/standards/comparison?from=1999&year=1", Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Officer.GetAsync($"/v1/standards/comparison?{Ask}", Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Officer.GetAsync($"/v1/standards/comparison?{Ask}&communeCode=99999", Ct)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "unknown-commune");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static StandardComparison Compare(string from, string to) => new(ReferenceStandards.Of(from), ReferenceStandards.Of(to));

    private async Task Import()
    {
        var file = await File.ReadAllBytesAsync(Path.Combine(Approved.Root, "samples", "pung-luong-2026.xlsx"));
        var job = await host.Import(file, onFaults: "skip");
        Assert.Equal("done", job.GetProperty("state").GetString());
    }

    /// <summary>The effects, counted household by household through the endpoint that explains one.</summary>
    private async Task<Dictionary<StandardEffect, long>> Expected()
    {
        var effects = new Dictionary<StandardEffect, long>();
        foreach (var household in await All($"/v1/households?communeCode={ImportHost.Commune}&limit=200"))
        {
            var id = household.GetProperty("id").GetGuid();
            var effect = StandardComparison.EffectOf(await ClassOf(id, "2022-2026"), await ClassOf(id, "2027-2030"));
            effects[effect] = effects.GetValueOrDefault(effect) + 1;
        }

        return effects;
    }

    private async Task<PovertyClass> ClassOf(Guid household, string standard) => Enum.Parse<PovertyClass>(
        (await Get($"/v1/households/{household}/classification?standard={standard}&year=2026")).GetProperty("explanation").GetProperty("class").GetString()!);

    private async Task<JsonElement> Get(string path) => await (await host.Officer.GetAsync(path)).ShouldBeOk();

    private async Task<List<JsonElement>> All(string path)
    {
        var all = new List<JsonElement>();
        for (string? cursor = null; ;)
        {
            var page = await Get(cursor is null ? path : $"{path}&cursor={cursor}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            if (!page.TryGetProperty("next", out var next))
                return all;
            cursor = next.GetString();
        }
    }
}
