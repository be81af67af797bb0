using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.HouseholdEvents;

/// <summary>Associations and circumstances of people, and income and work between reviews: dated, following the person and the household, seen in the own area only.</summary>
public class MemberFactTests(EventHost host) : IClassFixture<EventHost>
{
    private const string Neighbour = "02680";
    private static readonly TestActor Officer = TestActors.Officer;
    private static readonly TestActor OfNeighbour = Officer with { Id = "officer-neighbour", Communes = [Neighbour] };

    [Fact]
    public async Task Association_IsDated_FoundAndEnded_AndGoesWithThePerson()
    {
        var (household, people) = await host.Register(3);
        var joined = await Record(household, people[1], "womens-union", "2020-03-08");
        await (await Try(household, people[1], "womens-union", "2021-03-08")).ShouldBeRefused(HttpStatusCode.Conflict, "fact-exists");
        await Record(household, people[1], "disability-severe", "2019-01-01");
        Assert.Equal(["disability-severe", "womens-union"], (await Facts(household)).Select(fact => fact.GetProperty("code").GetString()).Order());
        Assert.Equal(["disability-severe"], (await Facts(household, "?on=2020-03-07")).Select(fact => fact.GetProperty("code").GetString()));
        Assert.Contains($"{household}", await Find("womens-union"), StringComparison.Ordinal);
        Assert.DoesNotContain($"{household}", await Find("veterans"), StringComparison.Ordinal);

        // The person leaves for a household of her own: what she is goes along.
        var split = await host.Do(household, "split", new { on = "2026-03-01", members = new[] { new { memberId = people[1], relation = "head" } }, reason = "Tách hộ", evidence = "1/TH" });
        var own = split.GetProperty("households").EnumerateArray().Select(row => row.GetProperty("id").GetGuid()).Single(id => id != household);
        Assert.Empty(await Facts(household));
        Assert.Equal(2, (await Facts(own)).Count);

        var id = joined.GetProperty("id").GetGuid();
        await (await End(household, id, "2026-04-01", "Thôi tham gia")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await End(own, id, "2019-04-01", "Thôi tham gia")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await End(own, id, "2026-04-01", "")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("2026-04-01", (await (await End(own, id, "2026-04-01", "Thôi tham gia")).ShouldBeOk()).GetProperty("untilOn").GetString());
        await (await End(own, id, "2026-04-02", "Thôi tham gia")).ShouldBeRefused(HttpStatusCode.Conflict, "fact-ended");
        Assert.DoesNotContain($"{own}", await Find("womens-union"), StringComparison.Ordinal);
        await Record(own, people[1], "womens-union", "2026-05-01");
        Assert.Equal(3, (await Facts(own)).Count);
    }

    [Fact]
    public async Task PoorHouseholdsWithAPersonOfMerit_AreListed_WhetherTheListOrTheRegistrySaysSo()
    {
        var ((marked, _), (recorded, people), (neither, _)) = (await host.Register(1), await host.Register(2), await host.Register(1));
        await host.Scalar<int>("update household set has_merit_member = true where id = $1 returning 1", marked);
        await Record(recorded, people[1], "merit", "2010-07-27");
        var found = await Find("merit");
        Assert.Contains($"{marked}", found, StringComparison.Ordinal);
        Assert.Contains($"{recorded}", found, StringComparison.Ordinal);
        Assert.DoesNotContain($"{neither}", found, StringComparison.Ordinal);
        // Of those, the poor of a recognised list only.
        await host.Scalar<long>($"""
            with l as (insert into poverty_list (province_code, commune_code, id, review_year, standard_code, state, drafted_by, drafted_at, decision_number, decided_on, signer, recognised_by, recognised_at, effective_from, content_hash)
              values ('15', '04492', gen_random_uuid(), 2024, '2022-2026', 'draft', 'x', now(), null, null, null, null, null, null, null) returning id),
            e as (insert into poverty_list_entry (province_code, commune_code, list_id, household_id, class, standard_code, area_type, household_code, hamlet_name, head_name, persons, lacks_labour_capacity, is_ethnic_minority, has_merit_member, in_difficult_area)
              select '15', '04492', l.id, '{recorded}', 1, '2022-2026', 1, null, 'Bản', 'x', 2, false, true, false, false from l returning list_id)
            select count(*) from e
            """);
        await host.Scalar<int>("update poverty_list set state = 'recognised', decision_number = '9/QĐ', decided_on = '2024-12-10', signer = 'x', recognised_by = 'y', recognised_at = now(), effective_from = '2024-12-10', content_hash = repeat('0', 64) where review_year = 2024 returning 1");
        var poor = await Find("merit", "&class=Poor&year=2024");
        Assert.Contains($"{recorded}", poor, StringComparison.Ordinal);
        Assert.DoesNotContain($"{marked}", poor, StringComparison.Ordinal);
        // The province follows the number down to zero, and hears nothing of anybody's health.
        var province = host.ClientFor(TestActors.ProvinceOfficer);
        Assert.Contains($"{recorded}", (await (await province.GetAsync("/v1/member-facts?code=merit&class=Poor&year=2024", Ct)).ShouldBeOk()).GetRawText(), StringComparison.Ordinal);
        await (await province.GetAsync("/v1/member-facts?code=disability-severe", Ct)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        Assert.Equal(3, await host.Scalar<long>("select count(*) from audit.entry where action = 'household.member-facts.find' and purpose = 'merit'"));
    }

    [Fact]
    public async Task IncomeAndWork_AreSeenOverTime_AndMoveWithTheHousehold()
    {
        var (household, people) = await host.Register(2);
        await Record(household, people[0], "farmers-union", "2020-01-01");
        object Seen(string on, long income, int workers = 1, string work = "Làm nương, chăn nuôi") => new { seenOn = on, incomeVnd = income, workers, work, observer = "Đặng Văn Tùng, công chức văn hóa - xã hội" };
        async Task<HttpResponseMessage> Post(object body, TestActor? actor = null) => await host.ClientFor(actor ?? Officer).PostAsJsonAsync($"/v1/households/{household}/livelihoods", body, Ct);
        var first = await (await Post(Seen("2026-02-10", 900_000))).ShouldBeOk();
        Assert.False(first.TryGetProperty("incomeChangeVnd", out var none) && none.ValueKind != JsonValueKind.Null);
        Assert.Equal(350_000, (await (await Post(Seen("2026-06-10", 1_250_000, 2))).ShouldBeOk()).GetProperty("incomeChangeVnd").GetInt64());
        await (await Post(Seen("2026-06-10", 1_300_000))).ShouldBeRefused(HttpStatusCode.Conflict, "already-there");
        foreach (var wrong in new[] { Seen("2999-01-01", 1), Seen("2025-12-31", 1), Seen("2026-07-01", -1), Seen("2026-07-01", 1_000_000_001), Seen("2026-07-01", 1, 3), Seen("2026-07-01", 1, -1), Seen("2026-07-01", 1, work: "x") })
            await (await Post(wrong)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Post(Seen("2026-07-01", 1), OfNeighbour)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await Post(Seen("2026-07-01", 1), TestActors.Officer.Without(Scopes.CausesWrite))).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");

        // Handed over, both lie in the new commune, and the old one sees neither.
        var offer = (await (await host.Try($"households/{household}/hand-over", new { toCommuneCode = Neighbour, on = "2026-08-01", reason = "Cả hộ chuyển nơi thường trú", evidence = "15/CT" }, household)).ShouldBeOk()).GetProperty("id").GetGuid();
        using var accept = new HttpRequestMessage(HttpMethod.Post, $"/v1/hand-overs/{offer}/acceptance") { Content = JsonContent.Create(new { hamlet = "Bản Mới" }) };
        using (var read = await host.ClientFor(OfNeighbour).GetAsync($"/v1/hand-overs/{offer}", Ct))
            accept.Headers.Add("If-Match", read.Headers.ETag!.ToString());
        accept.Headers.Add("Idempotency-Key", $"{offer:N}");
        await (await host.ClientFor(OfNeighbour).SendAsync(accept, Ct)).ShouldBeOk();
        var there = (await (await host.ClientFor(OfNeighbour).GetAsync($"/v1/households/{household}/livelihoods", Ct)).ShouldBeOk()).EnumerateArray().Select(row => row.GetProperty("incomeVnd").GetInt64());
        Assert.Equal([1_250_000, 900_000], there);
        Assert.Equal("farmers-union", Assert.Single(await Facts(household, actor: OfNeighbour)).GetProperty("code").GetString());
        await (await host.ClientFor(Officer).GetAsync($"/v1/households/{household}/livelihoods", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household_livelihood where household_id = $1 and commune_code <> '02680'", household));

        // Whoever is erased is described no more; the figures stay.
        await host.Scalar<int>("update member set erased_on = current_date where household_id = $1 and id = $2 returning 1", household, people[0]);
        await host.Scalar<int>("update household set erased_on = current_date where id = $1 returning 1", household);
        Assert.Equal("Đã xóa|1250000", await host.Scalar<string>("select max(work) || '|' || max(income_vnd) from household_livelihood where household_id = $1 and note is null", household));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from member_fact where member_id = $1", people[0]));
    }

    [Fact]
    public async Task UnknownCodes_ImpossibleDays_AndOtherAreas_AreRefused()
    {
        var (household, people) = await host.Register(1);
        foreach (var (code, since, evidence) in new[] { ("lazy", "2020-01-01", "1"), ("merit", "2999-01-01", "1"), ("merit", "1970-01-01", "1"), ("merit", "2020-01-01", " ") })
            await (await host.ClientFor(Officer).PostAsJsonAsync($"/v1/households/{household}/members/{people[0]}/facts", new { code, sinceOn = since, evidence }, Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Try(household, Guid.NewGuid(), "merit", "2020-01-01")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await Try(household, people[0], "merit", "2020-01-01", OfNeighbour)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await host.ClientFor(Officer).GetAsync("/v1/member-facts?code=lazy", Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.ClientFor(Officer).GetAsync("/v1/member-facts?code=merit&class=Poor", Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.ClientFor(OfNeighbour).GetAsync($"/v1/households/{household}/facts", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<HttpResponseMessage> Try(Guid household, Guid member, string code, string since, TestActor? actor = null) =>
        host.ClientFor(actor ?? Officer).PostAsJsonAsync($"/v1/households/{household}/members/{member}/facts", new { code, sinceOn = since, evidence = "12/THV" }, Ct);

    private async Task<JsonElement> Record(Guid household, Guid member, string code, string since) => await (await Try(household, member, code, since)).ShouldBeOk();

    private Task<HttpResponseMessage> End(Guid household, Guid fact, string on, string reason) => host.ClientFor(Officer).PostAsJsonAsync($"/v1/households/{household}/facts/{fact}/end", new { on, reason }, Ct);

    private async Task<List<JsonElement>> Facts(Guid household, string query = "", TestActor? actor = null) =>
        [.. (await (await host.ClientFor(actor ?? Officer).GetAsync($"/v1/households/{household}/facts{query}", Ct)).ShouldBeOk()).EnumerateArray()];

    private async Task<string> Find(string code, string more = "") => (await (await host.ClientFor(Officer).GetAsync($"/v1/member-facts?code={code}&limit=500{more}", Ct)).ShouldBeOk()).GetRawText();
}
