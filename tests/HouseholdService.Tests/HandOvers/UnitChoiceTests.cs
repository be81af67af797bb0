using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.HouseholdServiceTests.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.HandOvers;

/// <summary>
/// Wards of Cần Thơ that the reform of July 2025 divided: 31178 went to 31120 and 31168; 31183 to 31150 and to a new ward with its own old code. Somebody says by hamlet.
/// </summary>
public class UnitChoiceTests(EventHost host) : IClassFixture<EventHost>
{
    private const string Hamlet = "Bản Púng Luông";
    private static readonly TestActor OfProvince = TestActors.ProvinceOfficer with { Id = "officer-cantho", Provinces = ["92"], Scopes = [.. TestActors.ProvinceOfficer.Scopes, Scopes.UnitsChoose] };

    [Fact]
    public async Task WholeHamlet_GoesToTheChosenCommuneFromTheDayOfTheReform()
    {
        var old = Old("31178");
        var (quiet, _) = await host.Register(2, "2025-01-10", "31178", old);
        var (later, people) = await host.Register(3, "2025-01-10", "31178", old);
        var changed = await (await host.Try($"households/{later}/head", new { newHeadId = people[1], on = "2025-09-01" }, later, actor: old)).ShouldBeOk();
        var waiting = Assert.Single(await List("31178"));
        Assert.Equal((Hamlet, 2, 5), (waiting.GetProperty("hamlet").GetString()!, waiting.GetProperty("households").GetInt32(), waiting.GetProperty("persons").GetInt32()));
        Assert.Equal(["31120", "31168"], waiting.GetProperty("candidates").EnumerateArray().Select(one => one.GetProperty("communeCode").GetString()));

        await (await Choose("31178", "31135")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "not-a-candidate");
        var done = await (await Choose("31178", "31168")).ShouldBeOk();
        Assert.Equal((2, 2, 0, 0), (done.GetProperty("moved").GetInt32(), done.GetProperty("placed").GetInt32(), done.GetProperty("left").GetInt32(), done.GetProperty("waiting").GetArrayLength()));

        // True from the day of the reform, also where something happened since; what was believed before stays.
        var there = TestActors.Officer with { Id = "officer-binhthuy", Communes = ["31168"] };
        foreach (var household in new[] { quiet, later })
            foreach (var (day, commune) in new[] { ("2025-06-30", "31178"), ("2025-07-01", "31168"), ("2025-08-15", "31168"), ("2026-01-01", "31168") })
                Assert.Equal((day, commune), (day, (await host.Read(household, $"?on={day}", there)).GetProperty("communeCode").GetString()));
        Assert.Equal("31178", (await host.Read(later, $"?on=2025-08-15&{EventHost.KnownAt(changed)}", there)).GetProperty("communeCode").GetString());
        async Task<Guid> HeadOn(string day) => (await host.Read(later, $"?on={day}", there)).GetProperty("members").EnumerateArray().Single(one => one.GetProperty("relation").GetString() == "head").GetProperty("id").GetGuid();
        Assert.Equal((people[0], people[1]), (await HeadOn("2025-08-15"), await HeadOn("2025-09-01")));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household where day_without_one_head(id) is not null"));
        Assert.Equal(HttpStatusCode.NotFound, (await host.ClientFor(there with { Communes = ["31120"] }).GetAsync($"/v1/households/{quiet}", Ct)).StatusCode);

        // Said to the other services once for each household, on record once for each request.
        Assert.Equal(2, await host.Scalar<long>($"select count(*) from household_event where kind = 'handed-over' and household_id in ('{quiet}', '{later}') and effective_on = '2025-07-01'"));
        Assert.Empty(await List("31178"));
        var again = await (await Choose("31178", "31168")).ShouldBeOk();
        Assert.Equal((done.GetProperty("choiceId").GetGuid(), 0, 2), (again.GetProperty("choiceId").GetGuid(), again.GetProperty("moved").GetInt32(), again.GetProperty("placed").GetInt32()));
        await (await Choose("31178", "31120")).ShouldBeRefused(HttpStatusCode.Conflict, "chosen-already");
        Assert.Equal(2, await host.Scalar<long>("select count(*) from audit.entry where action = 'unit.choose' and subject_id = $1", done.GetProperty("choiceId").GetGuid()));
    }

    [Fact]
    public async Task WhatCannotGoYet_WaitsAndGoesWithTheSameRequestLater()
    {
        var old = Old("31207");
        var (free, _) = await host.Register(1, "2025-02-10", "31207", old);
        var (offered, _) = await host.Register(1, "2025-02-10", "31207", old);
        var offer = await (await host.Try($"households/{offered}/hand-over", new { toCommuneCode = "31120", on = "2026-05-01", reason = "Cả hộ chuyển nơi thường trú", evidence = "15/CT" }, offered, actor: old)).ShouldBeOk();
        var first = await (await Choose("31207", "31228")).ShouldBeOk();
        Assert.Equal((1, 1, $"{offered}", "offered-already"), (first.GetProperty("moved").GetInt32(), first.GetProperty("left").GetInt32(),
            first.GetProperty("waiting")[0].GetProperty("householdId").GetString()!, first.GetProperty("waiting")[0].GetProperty("code").GetString()!));
        Assert.Equal("31207 31228", await host.Scalar<string>($"select (select commune_code from household where id = '{offered}') || ' ' || (select commune_code from household where id = '{free}')"));
        await host.Scalar<int>($"update household_hand_over set state = 'withdrawn' where id = '{offer.GetProperty("id").GetGuid()}' returning 1");
        var second = await (await Choose("31207", "31228")).ShouldBeOk();
        Assert.Equal((1, 2, 0), (second.GetProperty("moved").GetInt32(), second.GetProperty("placed").GetInt32(), second.GetProperty("left").GetInt32()));
    }

    [Fact]
    public async Task NewCommuneWithTheOldCode_TakesWhoIsChosenAndKeepsItsOwn()
    {
        var (mine, _) = await host.Register(1, "2025-03-10", "31183", Old("31183"));
        var (since, _) = await host.Register(1, "2025-12-10", "31183", Old("31183"));
        Assert.Equal(1, Assert.Single(await List("31183")).GetProperty("households").GetInt32());
        var done = await (await Choose("31183", "31183")).ShouldBeOk();
        Assert.Equal((1, 0), (done.GetProperty("placed").GetInt32(), done.GetProperty("left").GetInt32()));
        Assert.Equal(1, await host.Scalar<long>($"select count(*) from household_hand_over where household_id in ('{mine}', '{since}') and household_id = '{mine}' and choice_id is not null"));
        Assert.Empty(await List("31183"));
    }

    [Fact]
    public async Task WhoCameByAHandOverAfterTheReform_IsNotAskedFor()
    {
        var (came, _) = await host.Register(1, "2025-01-20", "31120", Old("31120"));
        var offer = (await (await host.Try($"households/{came}/hand-over", new { toCommuneCode = "31183", on = "2025-08-01", reason = "Cả hộ chuyển nơi thường trú", evidence = "15/CT" }, came, actor: Old("31120"))).ShouldBeOk()).GetProperty("id").GetGuid();
        var there = TestActors.Officer with { Id = "officer-31183-new", Communes = ["31183"] };
        using var answer = new HttpRequestMessage(HttpMethod.Post, $"/v1/hand-overs/{offer}/acceptance") { Content = JsonContent.Create(new { hamlet = "Khu vực Đến" }) };
        using (var read = await host.ClientFor(there).GetAsync($"/v1/hand-overs/{offer}", Ct))
            answer.Headers.Add("If-Match", read.Headers.ETag!.ToString());
        answer.Headers.Add("Idempotency-Key", $"{offer:N}");
        await (await host.ClientFor(there).SendAsync(answer, Ct)).ShouldBeOk();
        Assert.Equal("31183", await host.Scalar<string>("select commune_code from household where id = $1", came));
        Assert.DoesNotContain("Khu vực Đến", (await (await host.ClientFor(OfProvince).GetAsync("/v1/unit-choices?communeCode=31183", Ct)).ShouldBeOk()).GetRawText(), StringComparison.Ordinal);
        await (await Choose("31183", "31150", hamlet: "Khu vực Đến")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task TwoReformsOfOneCode_AreTwoRows_AndTheDayIsAsked()
    {
        const string Twice = "31999";
        await host.Scalar<long>($"""
            with row as (insert into commune_succession (old_code, old_district_code, old_province_code, new_code, new_province_code, changed_on, coverage, is_default_target, split_class, note)
              values ('{Twice}', '916', '92', '31120', '92', '2024-01-01', 'part', null, 'needs_hamlet_list', ''), ('{Twice}', '916', '92', '31135', '92', '2024-01-01', 'part', null, 'needs_hamlet_list', ''),
                     ('{Twice}', '916', '92', '31150', '92', '2025-07-01', 'part', null, 'needs_hamlet_list', ''), ('{Twice}', '916', '92', '31168', '92', '2025-07-01', 'part', null, 'needs_hamlet_list', '') returning 1),
            home as (insert into household (province_code, commune_code, id, hamlet_name, hamlet_search, head_name, head_search, area_type, persons, valid_from, started_on)
              select '92', '{Twice}', gen_random_uuid(), 'Khu vực Hai Lần', 'khu vuc hai lan', 'Lê Văn ' || day, 'le van ' || day, 1, 1, day, day from unnest(array['2023-01-01', '2024-06-01']::date[]) day returning *),
            people as (insert into member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, relation_code, valid_from)
              select province_code, commune_code, gen_random_uuid(), id, 1, head_name, head_search, 'head', valid_from from home returning 1)
            select count(*) from row, people
            """);
        var rows = (await (await host.ClientFor(OfProvince).GetAsync($"/v1/unit-choices?communeCode={Twice}", Ct)).ShouldBeOk()).GetProperty("items").EnumerateArray()
            .Select(row => $"{row.GetProperty("changedOn").GetString()} {row.GetProperty("households").GetInt32()} {string.Join(' ', row.GetProperty("candidates").EnumerateArray().Select(one => one.GetProperty("communeCode").GetString()))}");
        Assert.Equal(["2024-01-01 1 31120 31135", "2025-07-01 1 31150 31168"], rows);
        var unclear = await (await Choose(Twice, "31150", hamlet: "Khu vực Hai Lần")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains("01/01/2024, 01/07/2025", unclear.GetRawText(), StringComparison.Ordinal);
        await (await Choose(Twice, "31150", hamlet: "Khu vực Hai Lần", on: "2024-01-01")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "not-a-candidate");
        await (await Choose(Twice, "31150", hamlet: "Khu vực Hai Lần", on: "2025-01-01")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "not-divided");
        Assert.Equal(1, (await (await Choose(Twice, "31150", hamlet: "Khu vực Hai Lần", on: "2025-07-01")).ShouldBeOk()).GetProperty("moved").GetInt32());
        Assert.Equal(1, await host.Scalar<long>($"select count(*) from household where commune_code = '{Twice}' and started_on = '2023-01-01'"));
    }

    [Fact]
    public async Task ManyWhoMustWait_DoNotHoldUpTheOthers()
    {
        // 500 with an open offer come first by id; the one that can go still goes with the first request.
        var free = await host.Scalar<Guid>("""
            with home as (insert into household (province_code, commune_code, id, hamlet_name, hamlet_search, head_name, head_search, area_type, persons, valid_from, started_on)
              select '92', '31207', ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Khu vực Đông', 'khu vuc dong', 'Lê Văn Chờ ' || n, 'le van cho ' || n, 1, 1, '2025-01-01', '2025-01-01' from generate_series(1, 501) n returning *),
            people as (insert into member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, relation_code, valid_from)
              select province_code, commune_code, gen_random_uuid(), id, 1, head_name, head_search, 'head', valid_from from home returning household_id),
            offers as (insert into household_hand_over (province_code, commune_code, id, household_id, to_province_code, to_commune_code, moved_on, reason, evidence, state, offered_by, offered_at)
              select '92', '31207', gen_random_uuid(), household_id, '92', '31120', '2026-11-20', 'Cả hộ chuyển đi', '15/CT', 'offered', 'arranger', now() from people where household_id::text not like '%000501' returning 1)
            select max(household_id::text)::uuid from people, (select count(*) from offers) o
            """);
        var answer = await (await Choose("31207", "31228", hamlet: "Khu vực Đông")).ShouldBeOk();
        Assert.Equal((1, 500), (answer.GetProperty("moved").GetInt32(), answer.GetProperty("left").GetInt32()));
        Assert.Equal("31228", await host.Scalar<string>("select commune_code from household where id = $1", free));
    }

    [Fact]
    public async Task PagesAndRefusals()
    {
        var old = Old("31178");
        foreach (var hamlet in new[] { "Khu vực Ba", "Khu vực Bốn", "Khu vực Năm" })
        {
            var (household, _) = await host.Register(1, "2025-01-10", "31178", old);
            await (await host.Try($"households/{household}/move", new { hamlet, on = "2025-02-01", reason = "Chuyển khu vực", evidence = "1/CT" }, household, actor: old)).ShouldBeOk();
        }

        var seen = new List<string?>();
        string? next = "";
        while (next is not null)
        {
            var page = await (await host.ClientFor(OfProvince).GetAsync($"/v1/unit-choices?communeCode=31178&limit=2{(next.Length > 0 ? $"&cursor={next}" : "")}", Ct)).ShouldBeOk();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("hamlet").GetString()));
            next = page.TryGetProperty("next", out var more) && more.ValueKind == JsonValueKind.String ? more.GetString() : null;
        }

        Assert.Equal(["Khu vực Ba", "Khu vực Bốn", "Khu vực Năm"], seen.Where(hamlet => hamlet!.StartsWith("Khu", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(seen.Distinct().Count(), seen.Count);
        foreach (var cursor in new[] { "x", "zzzzzzzzzz", "00", "0000000000", "FFFFFFFFFFFF" })
            await (await host.ClientFor(OfProvince).GetAsync($"/v1/unit-choices?cursor={cursor}", Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Empty((await (await host.ClientFor(OfProvince with { Provinces = ["15"] }).GetAsync("/v1/unit-choices?communeCode=31178", Ct)).ShouldBeOk()).GetProperty("items").EnumerateArray());
        await (await Choose("31178", "31168", OfProvince with { Provinces = ["15"] })).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Choose("31178", "31168", OfProvince with { Provinces = [], Communes = ["31168"] })).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Choose("31117", "31120")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "not-divided");
        await (await Choose("31178", "31168", hamlet: "Thôn không có")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await Choose("31178", "31168", OfProvince.Without(Scopes.UnitsChoose))).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static TestActor Old(string commune) => TestActors.Officer with { Id = $"officer-{commune}", Provinces = ["92"], Communes = [] };

    private async Task<List<JsonElement>> List(string commune) =>
        [.. (await (await host.ClientFor(OfProvince).GetAsync($"/v1/unit-choices?communeCode={commune}", Ct)).ShouldBeOk()).GetProperty("items").EnumerateArray().Where(item => item.GetProperty("hamlet").GetString() == Hamlet)];

    private Task<HttpResponseMessage> Choose(string old, string to, TestActor? actor = null, string hamlet = Hamlet, string? on = null) => host.ClientFor(actor ?? OfProvince).PostAsJsonAsync("/v1/unit-choices",
        new { oldCommuneCode = old, hamlet, toCommuneCode = to, reason = "Theo nghị quyết sắp xếp khu vực", evidence = "12/NQ-HĐND", changedOn = on }, Ct);
}
