using System.Net;
using System.Text.Json;
using PovertyPlatform.Contracts;
using PovertyPlatform.SupportProgramServiceTests.Domain;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.SupportProgramServiceTests.Grants;

/// <summary>Nine poor, two near-poor and one escaped household of one commune, one of the poor taken off; two more in the next commune.</summary>
public sealed class CommuneHost : SupportHost
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var off = Guid.CreateVersion7();
        await Tell([
            .. Enumerable.Range(0, 8).Select(_ => Told.Recognised(PovertyClass.Poor)), Told.Recognised(PovertyClass.Poor, off),
            .. Enumerable.Range(0, 2).Select(_ => Told.Recognised(PovertyClass.NearPoor)), Told.Escaped(),
            .. Enumerable.Range(0, 2).Select(_ => Told.Recognised(PovertyClass.Poor, commune: "04495"))]);
        await Tell(Told.Withdrawn(off, 2));
    }
}

public class ListGrantsTests(CommuneHost host) : IClassFixture<CommuneHost>
{
    [Theory]
    [InlineData("", 14)]
    [InlineData("?communeCode=04492", 12)]
    [InlineData("?communeCode=04495", 2)]
    [InlineData("?communeCode=04492&programmeCode=CR-POOR", 9)]
    [InlineData("?communeCode=04492&programmeCode=CR-POOR&state=granted", 8)]
    [InlineData("?state=Withdrawn", 1)]
    [InlineData("?programmeCode=CR-RICH", 0)]
    public async Task Filters_Narrow(string query, int count) => Assert.Equal(count, (await Get(query)).GetProperty("items").GetArrayLength());

    [Fact]
    public async Task Pages_FollowEachOtherWithoutGapOrRepeat()
    {
        var seen = new List<Guid>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await Get($"?limit=5{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal((14, 14), (seen.Count, seen.Distinct().Count()));
    }

    [Theory]
    [InlineData("04492", 8, 2, 1)]
    [InlineData("15", 10, 2, 1)]
    public async Task Summary_CountsOpenGrantsByProgramme(string area, int poor, int nearPoor, int escaped)
    {
        using var client = host.ClientFor(TestActors.ProvinceOfficer);
        var summary = await (await client.GetAsync($"/v1/grants/summary?areaCode={area}", TestContext.Current.CancellationToken)).ShouldBeOk();
        var counts = summary.GetProperty("programmes").EnumerateArray().ToDictionary(item => item.GetProperty("programmeCode").GetString()!, item => item.GetProperty("granted").GetInt32());
        Assert.Equal((poor, nearPoor, escaped), (counts["CR-POOR"], counts["CR-NEARPOOR"], counts["CR-ESCAPED"]));
        Assert.Equal(poor + nearPoor + escaped, summary.GetProperty("granted").GetInt32());
    }

    [Theory]
    [InlineData("/v1/grants?communeCode=4492")]
    [InlineData("/v1/grants?communeCode=15")]
    [InlineData("/v1/grants?communeCode=99999")]
    [InlineData("/v1/grants?communeCode=0449x")]
    [InlineData("/v1/grants?state=open")]
    [InlineData("/v1/grants?state=1")]
    [InlineData("/v1/grants?cursor=abc")]
    [InlineData("/v1/grants?limit=0")]
    [InlineData("/v1/grants?limit=501")]
    [InlineData("/v1/grants/summary?areaCode=1")]
    [InlineData("/v1/grants/summary?areaCode=99999")]
    public async Task ParameterThatMakesNoSense_IsRefused(string path)
    {
        using var client = host.ClientFor(TestActors.ProvinceOfficer);
        await (await client.GetAsync(path, TestContext.Current.CancellationToken)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task OldCommuneCode_IsRefusedToday()
    {
        // A code that named a commune until June 2025 and names none since.
        var gone = await host.Scalar<string>("select code from area_unit where length(code) = 5 group by code having max(coalesce(valid_to, '9999-12-31')) < '2026-01-01' order by code limit 1");
        using var client = host.ClientFor(TestActors.ProvinceOfficer);
        await (await client.GetAsync($"/v1/grants?communeCode={gone}", TestContext.Current.CancellationToken)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private async Task<JsonElement> Get(string query)
    {
        using var client = host.ClientFor(TestActors.ProvinceOfficer);
        return await (await client.GetAsync($"/v1/grants{query}", TestContext.Current.CancellationToken)).ShouldBeOk();
    }
}
