using System.Net;
using System.Text.Json;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.SupportProgramServiceTests.Programmes;

public class ListProgrammesTests(SupportHostOnADay host) : IClassFixture<SupportHostOnADay>
{
    [Fact]
    public async Task Catalogue_ShowsTermsInterestAndConditionsOfToday()
    {
        var nearPoor = (await Items("")).Single(item => Text(item, "code") == "CR-NEARPOOR");
        Assert.Equal(("Cho vay hộ cận nghèo", "Loan to near-poor household", "2013.1", "19"), (Text(nearPoor, "nameVi"), Text(nearPoor, "nameEn"), Text(nearPoor, "ruleVersion"), Text(nearPoor, "bankProgrammeCode")));
        Assert.True(nearPoor.GetProperty("isAutomatic").GetBoolean());
        var interest = nearPoor.GetProperty("interest");
        Assert.Equal((792m, 660m, 1.20m), (interest.GetProperty("basisPoints").GetDecimal(), interest.GetProperty("baseBasisPoints").GetDecimal(), interest.GetProperty("multiple").GetDecimal()));
        Assert.Equal(["class-near-poor", "list-current", "adult-member", "residence", "savings-credit-group"], nearPoor.GetProperty("conditions").EnumerateArray().Select(condition => Text(condition, "code")));
    }

    [Theory]
    [InlineData("?on=2025-12-31", "CR-JOB-WORKER-2019", "CR-JOB-WORKER-2026")]
    [InlineData("?on=2026-01-01", "CR-JOB-WORKER-2026", "CR-JOB-WORKER-2019")]
    [InlineData("", "CR-JOB-WORKER-2026", "CR-JOB-WORKER-2019")]
    public async Task Catalogue_IsThatOfTheDay(string query, string present, string absent)
    {
        var codes = (await Items(query)).Select(item => Text(item, "code")).ToList();
        Assert.Contains(present, codes);
        Assert.DoesNotContain(absent, codes);
    }

    [Fact]
    public async Task ProgrammeOnApplication_SaysWhichFactsAreMissing() => Assert.All(
        (await Items("")).Where(item => !item.GetProperty("isAutomatic").GetBoolean()),
        item => Assert.False(string.IsNullOrEmpty(Text(item, "applicationNoteVi")) || string.IsNullOrEmpty(Text(item, "applicationNoteEn"))));

    [Fact]
    public async Task Pages_FollowEachOther()
    {
        var all = (await Items("")).Select(item => Text(item, "code")).ToList();
        var paged = new List<string?>();
        for (var query = "?limit=7"; ;)
        {
            var page = await Get(query);
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(item => Text(item, "code")));
            if (!page.TryGetProperty("next", out var next))
                break;
            query = $"?limit=7&cursor={next.GetString()}";
        }

        Assert.Equal(all, paged);
        Assert.True(all.Count > 14);
    }

    [Fact]
    public async Task Kind_Narrows() => Assert.Empty(await Items("?kind=training"));

    [Theory]
    [InlineData("?on=24/11/2026")]
    [InlineData("?on=2026-02-30")]
    [InlineData("?limit=0")]
    [InlineData("?limit=501")]
    [InlineData("?limit=many")]
    public async Task ParameterThatCannotBeRead_IsRefused(string query)
    {
        using var client = host.ClientFor(TestActors.Officer);
        await (await client.GetAsync($"/v1/programmes{query}", TestContext.Current.CancellationToken)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private async Task<List<JsonElement>> Items(string query) => [.. (await Get(query)).GetProperty("items").EnumerateArray()];

    private async Task<JsonElement> Get(string query)
    {
        using var client = host.ClientFor(TestActors.Officer);
        return await (await client.GetAsync($"/v1/programmes{query}", TestContext.Current.CancellationToken)).ShouldBeOk();
    }

    private static string? Text(JsonElement item, string field) => item.GetProperty(field).GetString();
}
