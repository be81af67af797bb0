using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.HouseholdServiceTests.Door;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Door;
using PovertyPlatform.TestKit.Hosting;

namespace PovertyPlatform.HouseholdServiceTests.Openings;

/// <summary>An officer opens one household of another commune with a written reason; that commune and its province see it, and may end it.</summary>
public sealed class OpeningTests(OpeningHost host) : IClassFixture<OpeningHost>
{
    private const string Neighbour = "02680";
    private const string Reason = "Hộ xin chuyển về thôn của xã, cần xem kết quả rà soát năm trước";
    private static readonly TestActor Officer = TestActors.Officer.With(Scopes.HouseholdsRead, Scopes.HouseholdsOpen, Scopes.CausesWrite, Scopes.ListsRead);
    private static readonly TestActor OfNeighbour = new("officer-mucangchai", [Scopes.OpeningsRead, Scopes.OpeningsEnd, Scopes.HouseholdsRead], [], [Neighbour]);
    private static readonly TestActor OfProvince = OfNeighbour with { Id = "officer-laocai", Provinces = ["15"], Communes = [] };

    [Fact]
    public async Task WithoutOpening_HouseholdElsewhereIsNotThere_AndUnknownAnswersTheSame()
    {
        var household = await OpeningStage.Household(host, Neighbour);
        using var client = host.ClientFor(Officer with { Id = "nobody-opened" });
        var forbidden = await (await client.GetAsync($"/v1/households/{household}", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        var unknown = await (await client.GetAsync($"/v1/households/{Guid.NewGuid()}", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(unknown.GetProperty("title").GetString(), forbidden.GetProperty("title").GetString());
        await (await client.PostAsJsonAsync("/v1/household-openings", new { householdId = Guid.NewGuid(), reason = Reason }, Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await client.PostAsJsonAsync("/v1/household-openings", new { communeCode = Neighbour, code = "KHONG-CO", reason = Reason }, Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task OpenedHousehold_IsReadAndNothingElseOfItsCommune_AndEachReadingIsRecorded()
    {
        var (household, neighbour) = (await OpeningStage.Household(host, Neighbour), await OpeningStage.Household(host, Neighbour));
        using var client = host.ClientFor(Officer);
        await Open(client, household);
        var read = await (await client.GetAsync($"/v1/households/{household}", Ct)).ShouldBeOk();
        Assert.Equal(Neighbour, read.GetProperty("communeCode").GetString());
        await (await client.GetAsync($"/v1/households/{neighbour}", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.DoesNotContain($"{household}", (await (await client.GetAsync("/v1/households", Ct)).ShouldBeOk()).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, await host.Scalar<long>("select count(*) from audit.entry where action = 'household.read-opened' and subject_id = $1 and commune_code = $2", household, Neighbour));
        Assert.Equal(Reason, await host.Scalar<string>("select purpose from audit.entry where action = 'household.open' and subject_id = $1 and after_hash is not null", household));
    }

    [Fact]
    public async Task OpenedHousehold_CannotBeChanged()
    {
        var household = await OpeningStage.Household(host, Neighbour);
        using var client = host.ClientFor(Officer);
        await Open(client, household);
        var causes = new { on = "2026-11-20", causes = new[] { new { code = "C1", isMain = true } } };
        await (await client.PutAsJsonAsync($"/v1/households/{household}/causes", causes, Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household_cause where household_id = $1", household));
    }

    [Fact]
    public async Task OpeningByCommuneAndCode_WithAKey_IsAnsweredOnceAndKept()
    {
        var household = await OpeningStage.Household(host, Neighbour);
        var code = await host.Scalar<string>("select code from household where id = $1", household);
        using var client = host.ClientFor(Officer with { Id = "officer-of-code" });
        var key = Guid.NewGuid().ToString();
        var first = await (await Send()).ShouldBeOk();
        Assert.Equal(first.GetProperty("id").GetGuid(), (await (await Send()).ShouldBeOk()).GetProperty("id").GetGuid());
        Assert.Equal(household, first.GetProperty("householdId").GetGuid());
        Assert.Equal(1, await host.Scalar<long>("select count(*) from household_opening where household_id = $1", household));

        async Task<HttpResponseMessage> Send()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/household-openings") { Content = JsonContent.Create(new { communeCode = Neighbour, code, reason = Reason }) };
            request.Headers.Add("Idempotency-Key", key);
            return await client.SendAsync(request);
        }
    }

    [Fact]
    public async Task CommuneAndProvince_SeeItAndEndIt_AndTheNextReadingIsRefused()
    {
        var household = await OpeningStage.Household(host, Neighbour);
        using var client = host.ClientFor(Officer);
        var opening = await Open(client, household);
        foreach (var watcher in new[] { OfNeighbour, OfProvince })
        {
            using var watching = host.ClientFor(watcher);
            var seen = (await (await watching.GetAsync($"/v1/household-openings?householdId={household}", Ct)).ShouldBeOk()).GetProperty("items")[0];
            Assert.Equal((Reason, "officer-pungluong", "04492"), (seen.GetProperty("reason").GetString()!, seen.GetProperty("openedBy").GetString()!, seen.GetProperty("openedFrom")[0].GetString()!));
            Assert.Equal(TimeSpan.FromHours(24), seen.GetProperty("openUntil").GetDateTimeOffset() - seen.GetProperty("openedAt").GetDateTimeOffset());
        }

        using var far = host.ClientFor(OfNeighbour with { Communes = ["31117"] });
        Assert.Empty((await (await far.GetAsync($"/v1/household-openings?householdId={household}", Ct)).ShouldBeOk()).GetProperty("items").EnumerateArray());
        var end = new { reason = "Xã chưa đồng ý" };
        await (await far.PostAsJsonAsync($"/v1/household-openings/{opening}/end", end, Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");

        await (await client.GetAsync($"/v1/households/{household}", Ct)).ShouldBeOk();
        using var ending = host.ClientFor(OfNeighbour);
        await (await ending.PostAsJsonAsync($"/v1/household-openings/{opening}/end", end, Ct)).ShouldBeOk();
        await (await client.GetAsync($"/v1/households/{household}", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await ending.PostAsJsonAsync($"/v1/household-openings/{opening}/end", end, Ct)).ShouldBeRefused(HttpStatusCode.Conflict, "opening-ended");
        Assert.Equal(1, await host.Scalar<long>("select count(*) from audit.entry where action = 'household.opening-end' and subject_id = $1 and before_hash <> after_hash", household));
    }

    [Fact]
    public async Task AfterADay_ItIsClosed()
    {
        var household = await OpeningStage.Household(host, Neighbour);
        using (var client = host.ClientFor(Officer))
            await Open(client, household);
        host.Now.Advance(TimeSpan.FromHours(23));
        await Look(HttpStatusCode.OK);
        host.Now.Advance(TimeSpan.FromHours(1.01));
        await Look(HttpStatusCode.NotFound);

        async Task Look(HttpStatusCode status)
        {
            using var later = host.ClientFor(Officer);
            Assert.Equal(status, (await later.GetAsync($"/v1/households/{household}")).StatusCode);
        }
    }

    [Fact]
    public async Task MovedHousehold_IsClosed()
    {
        var household = await OpeningStage.Household(host, Neighbour);
        using var client = host.ClientFor(Officer);
        await Open(client, household);
        await host.Scalar<string>("update household set commune_code = '02683' where id = $1 returning commune_code", household);
        await (await client.GetAsync($"/v1/households/{household}", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("quá ngắn")]
    [InlineData("                                       ")]
    [InlineData(null)]
    public async Task WithoutAWrittenReason_NothingOpens(string? reason)
    {
        var household = await OpeningStage.Household(host, Neighbour);
        using var client = host.ClientFor(Officer with { Id = "officer-without-reason" });
        var refused = await (await client.PostAsJsonAsync("/v1/household-openings", new { householdId = household, reason }, Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains("lý do bằng văn bản", refused.GetProperty("faults")[0].GetProperty("vi").GetString(), StringComparison.Ordinal);
        await (await client.GetAsync($"/v1/households/{household}", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task HouseholdOfOwnArea_NeedsNone_AndACallerWithoutAreaGetsNone()
    {
        var (own, elsewhere) = (await OpeningStage.Household(host, "04492"), await OpeningStage.Household(host, Neighbour));
        using var client = host.ClientFor(Officer);
        await (await client.PostAsJsonAsync("/v1/household-openings", new { householdId = own, reason = Reason }, Ct)).ShouldBeRefused(HttpStatusCode.Conflict, "opening-not-needed");
        using var nowhere = host.ClientFor(Officer with { Id = "nowhere", Communes = [] });
        await (await nowhere.PostAsJsonAsync("/v1/household-openings", new { householdId = elsewhere, reason = Reason }, Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public void OnlyOfficersOfTheState_MayOpen() => Assert.Equal(
        ["commune-chair", "poverty-officer", "province-officer"], RoleList.All.Where(role => role.Scopes.Contains(Scopes.HouseholdsOpen)).Select(role => role.Code).Order(StringComparer.Ordinal));

    [Fact]
    public async Task WhoOpensVeryMany_IsStoppedForTheDay()
    {
        using var client = host.ClientFor(Officer with { Id = $"officer-{Guid.NewGuid():N}" });
        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < 45; number++)
            statuses.Add((await client.PostAsJsonAsync("/v1/household-openings", new { householdId = Guid.NewGuid(), reason = Reason }, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(40, statuses.Count(status => status == HttpStatusCode.NotFound));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<Guid> Open(HttpClient client, Guid household) =>
        (await (await client.PostAsJsonAsync("/v1/household-openings", new { householdId = household, reason = Reason })).ShouldBeOk()).GetProperty("id").GetGuid();
}

public sealed class OpeningHost : ImportHost
{
    public OpeningHost() => Clock = Now;

    public MovableClock Now { get; } = new();
}
