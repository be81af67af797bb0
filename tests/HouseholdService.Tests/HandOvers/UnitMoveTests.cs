using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.HouseholdServiceTests.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.HandOvers;

/// <summary>
/// The reform of July 2025 in two provinces: Sóc Trăng (94) went into Cần Thơ (92), where 31498 and 31507 became the new 31507 and 31516 the new 31510, while ward 31178 was
/// divided; in Lào Cai (15) Thị trấn Yên Thế (04303) became a rural commune with its own code, and Púng Luông (04492) stayed what it was.
/// </summary>
public class UnitMoveTests(EventHost host) : IClassFixture<EventHost>
{
    private const string Path = "/v1/unit-moves";
    private static readonly TestActor OfCanTho = TestActors.ProvinceOfficer with { Id = "officer-cantho", Provinces = ["92"], Scopes = [.. TestActors.ProvinceOfficer.Scopes, Scopes.UnitsChoose] };
    private static readonly TestActor OfLaoCai = OfCanTho with { Id = "officer-laocai", Provinces = ["15"] };
    private static readonly TestActor Old = TestActors.Officer with { Id = "officer-soctrang", Provinces = ["94", "92", "15"], Communes = [] };
    private static readonly TestActor There = TestActors.Officer with { Id = "officer-phuong-soctrang", Communes = ["31507"] };

    [Fact]
    public async Task CertainCommunes_GoAsTheTableSays_DividedOnesStayOnTheWorkList_AndUndoBringsAllBack()
    {
        var (first, _) = await Household("31498", 2);
        var (later, people) = await Household("31498", 3);
        var changed = await (await host.Try($"households/{later}/head", new { newHeadId = people[1], on = "2025-09-01" }, later, actor: Old)).ShouldBeOk();
        var (kept, _) = await Household("31507", 1);
        var (offered, _) = await Household("31516", 1);
        var (divided, _) = await Household("31178", 4);
        var offer = await (await host.Try($"households/{offered}/hand-over", new { toCommuneCode = "31120", on = "2026-05-01", reason = "Cả hộ chuyển nơi thường trú", evidence = "15/CT" }, offered, actor: Old)).ShouldBeOk();
        foreach (var household in new[] { first, later })
            await host.Scalar<int>($"update household set code = '{(household == first ? "ST-1" : "ST-2")}' where id = '{household}' returning 1");
        await host.Scalar<int>($"update household set code = 'ST-1' where id = '{kept}' returning 1");   // the same code in another old commune
        var before = await Stated(first, later, kept, offered, divided);

        var pending = await Get($"{Path}/pending?provinceCode=92");
        Assert.Equal((4, 7), (pending.GetProperty("households").GetInt32(), pending.GetProperty("persons").GetInt32()));
        Assert.Equal(["31498>31507 94 2", "31507>31507 94 1", "31516>31510 94 1"], pending.GetProperty("items").EnumerateArray().Select(item =>
            $"{item.GetProperty("oldCommuneCode").GetString()}>{item.GetProperty("toCommuneCode").GetString()} {item.GetProperty("oldProvinceCode").GetString()} {item.GetProperty("households").GetInt32()}"));

        var done = await Ended(await Start("92"), "Done");
        Assert.Equal((4, 3, 1, 100), (done.GetProperty("households").GetInt32(), done.GetProperty("moved").GetInt32(), done.GetProperty("waiting").GetInt32(), done.GetProperty("percent").GetInt32()));
        var move = done.GetProperty("id").GetGuid();
        var wait = Assert.Single((await Get($"{Path}/{move}/waiting")).GetProperty("items").EnumerateArray());
        Assert.Equal(($"{offered}", "31510", "offered-already"), (wait.GetProperty("householdId").GetString()!, wait.GetProperty("toCommuneCode").GetString()!, wait.GetProperty("code").GetString()!));
        Assert.Equal("31178", await CommuneOf(divided));

        // From the day of the reform, also where something happened since; what was believed stays. The officer of the new commune has them.
        foreach (var household in new[] { first, later, kept })
            foreach (var (day, commune) in new[] { ("2025-06-30", household == kept ? "94 31507" : "94 31498"), ("2025-07-01", "92 31507"), ("2026-01-01", "92 31507") })
                Assert.Equal((day, commune), (day, Place(await host.Read(household, $"?on={day}", There))));
        Assert.Equal("94 31498", Place(await host.Read(later, $"?on=2025-08-15&{EventHost.KnownAt(changed)}", There)));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household where day_without_one_head(id) is not null"));
        // Two households cannot have one code in the new commune: one keeps it, the other is left without.
        Assert.Equal(1, await host.Scalar<long>($"select count(*) from household where id in ('{first}', '{kept}') and code = 'ST-1'"));
        Assert.Equal(3, await host.Scalar<long>($"select count(*) from household_event where kind = 'handed-over' and recorded_by = 'officer-cantho' and effective_on = '2025-07-01' and household_id in ('{first}', '{later}', '{kept}')"));
        Assert.Equal(3, await host.Scalar<long>($"select count(*) from messaging.outbox_message where contract = 'event:household:household-moved:v1' and (convert_from(body, 'UTF8') like '%{first}%' or convert_from(body, 'UTF8') like '%{later}%' or convert_from(body, 'UTF8') like '%{kept}%')"));
        Assert.Equal("officer-cantho", await host.Scalar<string>("select actor_id from audit.entry where action = 'unit.move' and subject_id = $1", move));

        // The same again takes along who had to wait.
        await host.Scalar<int>($"update household_hand_over set state = 'withdrawn' where id = '{offer.GetProperty("id").GetGuid()}' returning 1");
        var second = await Ended(await Start("92"), "Done");
        Assert.Equal((1, 1, 0), (second.GetProperty("households").GetInt32(), second.GetProperty("moved").GetInt32(), second.GetProperty("waiting").GetInt32()));
        await (await Start("92")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "nothing-waits");

        // Undo: everything is where it was, but for who was reviewed in the new commune since; that it was believed there stays.
        var then = Uri.EscapeDataString(DateTimeOffset.UtcNow.ToString("O"));
        await host.Scalar<int>($"""
            insert into review (province_code, commune_code, id, household_id, review_year, reviewed_on, area_type, standard_code)
            values ('92', '31507', gen_random_uuid(), '{later}', 2026, '2026-10-15', 2, '2022-2026') returning 1
            """);
        var undone = await Ended(await host.ClientFor(OfCanTho).PostAsJsonAsync($"{Path}/{move}/undo", new { reason = "Bảng chuyển đổi ghi nhầm", evidence = "9/CV" }, Ct), "Undone");
        Assert.Equal((2, 1), (undone.GetProperty("takenBack").GetInt32(), undone.GetProperty("waiting").GetInt32()));
        Assert.Equal(1, await host.Scalar<long>("select count(*) from audit.entry where action = 'unit.move-back' and subject_id = $1 and actor_id = 'officer-cantho' and after_hash is not null", move));
        Assert.Equal("decided-there", Assert.Single((await Get($"{Path}/{move}/waiting")).GetProperty("items").EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal("92 31507", Place(await host.Read(later, "", There)));
        Assert.Equal(before[first], (await Stated(first))[first]);
        Assert.Equal(before[kept], (await Stated(kept))[kept]);
        foreach (var day in new[] { "2025-06-30", "2025-07-01", "2026-01-01" })
            Assert.Equal("94 31498", Place(await host.Read(first, $"?on={day}", Old)));
        Assert.Equal("92 31507", Place(await host.Read(first, $"?on=2025-08-15&knownAt={then}", Old)));
        await (await host.ClientFor(OfCanTho).PostAsJsonAsync($"{Path}/{move}/undo", new { reason = "Bảng chuyển đổi ghi nhầm", evidence = "9/CV" }, Ct)).ShouldBeRefused(HttpStatusCode.Conflict, "already-undone");

        // And they go again when the table says so.
        Assert.Equal(2, (await Get($"{Path}/pending?provinceCode=92")).GetProperty("households").GetInt32());
        Assert.Equal(2, (await Ended(await Start("92"), "Done")).GetProperty("moved").GetInt32());
        Assert.Equal("92 31507", Place(await host.Read(first, "", There)));
        Assert.True((await host.ClientFor(OfCanTho).GetFromJsonAsync<JsonElement>(Path, Ct)).GetProperty("items").GetArrayLength() >= 3);
    }

    [Fact]
    public async Task TypeChangedWithoutTheCode_TheLineChangesFromThatDay_AndNothingElseMoves()
    {
        var (town, _) = await Household("04303", 1);
        var (same, _) = await Household("04492", 1);
        var item = Assert.Single((await Get($"{Path}/pending?provinceCode=15", OfLaoCai)).GetProperty("items").EnumerateArray());
        Assert.Equal(("04303", "04303", "Urban", "Rural"), (item.GetProperty("oldCommuneCode").GetString()!, item.GetProperty("toCommuneCode").GetString()!, item.GetProperty("oldAreaType").GetString()!, item.GetProperty("toAreaType").GetString()!));
        await Ended(await Start("15", OfLaoCai), "Done", OfLaoCai);
        Assert.Equal(("Urban", "Rural"), ((await host.Read(town, "?on=2025-06-30", Old)).GetProperty("areaType").GetString()!, (await host.Read(town, "?on=2025-07-01", Old)).GetProperty("areaType").GetString()!));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household_hand_over where household_id = $1", same));
    }

    [Fact]
    public async Task OtherAreasRolesAndBadWishes_AreRefused()
    {
        await Household("31519", 1);
        await (await Start("92", OfLaoCai)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Start("92", OfCanTho with { Provinces = [], Communes = ["31507"] })).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Start("92", OfCanTho.Without(Scopes.UnitsChoose))).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        foreach (var province in new[] { "9", "xx", "00", "" })
            await (await Start(province)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        var noReform = await (await host.ClientFor(OfCanTho).PostAsJsonAsync(Path, new { provinceCode = "92", changedOn = "2025-07-02", reason = "Theo nghị quyết", evidence = "1" }, Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains("01/07/2025", noReform.GetRawText(), StringComparison.Ordinal);
        await (await host.ClientFor(OfCanTho).PostAsJsonAsync(Path, new { provinceCode = "92", reason = "", evidence = "" }, Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.ClientFor(OfCanTho).PostAsJsonAsync(Path, new { provinceCode = "92", reason = "Ông 079123456789 nói", evidence = "1/CV" }, Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.ClientFor(OfCanTho).PostAsJsonAsync($"{Path}/{Guid.NewGuid()}/undo", new { reason = "Ghi nhầm tỉnh", evidence = "1" }, Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await host.ClientFor(OfCanTho).GetAsync($"{Path}/pending?provinceCode=15", Ct)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");

        // Two at once: one runs. Nobody of another province sees it or takes it back.
        var both = await Task.WhenAll(Start("92"), Start("92"));
        var move = (await Ended(Assert.Single(both, answer => answer.StatusCode == HttpStatusCode.Accepted), "Done")).GetProperty("id").GetGuid();
        Assert.All(both.Where(answer => answer.StatusCode != HttpStatusCode.Accepted), answer => Assert.True(answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity));
        foreach (var path in new[] { $"{Path}/{move}", $"{Path}/{move}/waiting" })
            await (await host.ClientFor(OfLaoCai).GetAsync(path, Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await host.ClientFor(OfLaoCai).PostAsJsonAsync($"{Path}/{move}/undo", new { reason = "Ghi nhầm tỉnh", evidence = "1" }, Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Place(JsonElement household) => $"{household.GetProperty("provinceCode").GetString()} {household.GetProperty("communeCode").GetString()}";

    private Task<(Guid Id, List<Guid> Members)> Household(string commune, int persons) => host.Register(persons, "2025-01-10", commune, Old);

    private Task<string> CommuneOf(Guid household) => host.Scalar<string>("select commune_code from household where id = $1", household);

    private async Task<Dictionary<Guid, string>> Stated(params Guid[] households)
    {
        var stated = new Dictionary<Guid, string>();
        foreach (var household in households)
            stated[household] = await host.Scalar<string>("""
                select string_agg(line, E'\n' order by line) from (
                  select stated(to_jsonb(h) - 'valid_from')::text line from household h where h.id = $1
                  union all select stated(to_jsonb(m) - 'valid_from')::text from member m where m.household_id = $1
                  union all select (to_jsonb(k))::text from person_key k where k.household_id = $1) l
                """, household);
        return stated;
    }

    private Task<HttpResponseMessage> Start(string province, TestActor? actor = null) =>
        host.ClientFor(actor ?? OfCanTho).PostAsJsonAsync(Path, new { provinceCode = province, reason = "Theo nghị quyết sắp xếp đơn vị", evidence = "202/2025/QH15" }, Ct);

    private async Task<JsonElement> Get(string path, TestActor? actor = null) => await (await host.ClientFor(actor ?? OfCanTho).GetAsync(path, Ct)).ShouldBeOk();

    private async Task<JsonElement> Ended(HttpResponseMessage started, string state, TestActor? actor = null)
    {
        var id = (await started.ShouldBeOk()).GetProperty("id").GetGuid();
        var move = await Eventually.Get(() => Get($"{Path}/{id}", actor), move => move.GetProperty("state").GetString() is "Done" or "Undone" or "Failed", TimeSpan.FromSeconds(60));
        Assert.Equal(state, move.GetProperty("state").GetString());
        return move;
    }
}
