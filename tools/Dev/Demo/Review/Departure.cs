using System.Globalization;
using System.Text.Json;

namespace PovertyPlatform.Dev.Demo.Review;

/// <summary>A household moves to another province: its commune offers it, the commune there takes it over, and what is known of it follows to every service.</summary>
internal static class Departure
{
    private const string Api = "/household/v1";
    private const string MovedOn = "2026-11-02", DayBefore = "2026-11-01";
    private const int PoorHouseholds = 3, PoorPersons = 9, Persons = 4;

    /// <summary>Offers the household and takes it over; goes on where an interrupted story stopped, and finds the move of an earlier one.</summary>
    public static async Task<JsonElement> Move(Cast cast, CancellationToken ct)
    {
        cast.Step(9, "Chuyển đến tỉnh khác (bàn giao hộ)", "a household moves to another province");
        if (await Find(cast, "accepted", ct) is { } told)
            return told;
        if (await Find(cast, "offered", ct) is not { } offer)
        {
            var homes = await cast.Officer.Get<PageOf<HouseholdAnswer>>($"{Api}/households?communeCode={Village.Commune}&limit=500", ct);
            var home = homes.Items.Single(one => one.Code == $"CT-{Village.Moving:D2}").Id;
            var household = await cast.Officer.Get<JsonElement>($"{Api}/households/{home}", ct);
            offer = await cast.Officer.Post<JsonElement>($"{Api}/households/{home}/hand-over",
                new { toCommuneCode = Village.CommuneThere, on = MovedOn, reason = "Gia đình chuyển đến nơi làm việc mới", evidence = "14/GXN-CT" }, ct, household.GetProperty("version").GetInt64());
        }

        var (_, version) = await cast.OfficerThere.GetTagged<JsonElement>($"{Api}/hand-overs/{offer.GetProperty("id").GetGuid()}", ct);
        return await cast.OfficerThere.Post<JsonElement>($"{Api}/hand-overs/{offer.GetProperty("id").GetGuid()}/acceptance", new { hamlet = "Ấp Nhơn Lộc", code = "PD-01" }, ct, version);
    }

    /// <summary>Counts on both sides what must have followed: the recognition, the people, the grants, the banks' events, the figures.</summary>
    public static async Task Follow(Cast cast, JsonElement offer, CancellationToken ct)
    {
        var home = offer.GetProperty("householdId").GetGuid();
        var carried = offer.GetProperty("recognition");
        cast.Ledger.Compare("Chuyển tỉnh: công nhận đi theo hộ", "move: recognition that goes along", "Poor 2026 118/QĐ-UBND",
            $"{carried.GetProperty("class").GetString()} {carried.GetProperty("year").GetInt32()} {carried.GetProperty("decisionNumber").GetString()}");
        var there = await cast.OfficerThere.Get<JsonElement>($"{Api}/households/{home}", ct);
        cast.Ledger.Compare("Chuyển tỉnh: nơi ở, nhân khẩu", "move: where it lives, persons", $"92 {Village.CommuneThere} PD-01 {Persons}",
            $"{there.GetProperty("provinceCode").GetString()} {there.GetProperty("communeCode").GetString()} {there.GetProperty("code").GetString()} {there.GetProperty("members").GetArrayLength()}");
        cast.Ledger.Compare("Chuyển tỉnh: xã cũ mở hồ sơ hộ", "move: the old commune opens the household", 404, await cast.Officer.Status($"{Api}/households/{home}", ct));
        cast.Ledger.Compare("Chuyển tỉnh: xã cũ tìm theo số định danh", "move: the old commune looks for the head's number", 0, await Matches(cast.Officer, ct));
        cast.Ledger.Compare("Chuyển tỉnh: xã mới tìm theo số định danh", "move: the new commune looks for it", 1, await Matches(cast.OfficerThere, ct));
        var grants = await Grants(cast, home, ct);
        await Banks(cast, grants, ct);
        await Figures(cast, ct);
        cast.Say($"Hộ CT-06 thành PD-01 của xã Phong Điền, Cần Thơ từ 02/11/2026, vẫn là hộ nghèo, {grants.Count} quyền lợi đi theo",
            $"household CT-06 is PD-01 of Phong Điền, Cần Thơ, from 2026-11-02, poor as before, with {grants.Count} grants");
    }

    private static async Task<JsonElement?> Find(Cast cast, string state, CancellationToken ct)
    {
        var found = (await cast.Officer.Get<JsonElement>($"{Api}/hand-overs?side=out&state={state}", ct)).GetProperty("items").EnumerateArray()
            .Where(one => one.GetProperty("toCommuneCode").GetString() == Village.CommuneThere).ToList();
        return found.Count == 0 ? null : found[0];
    }

    private static async Task<int> Matches(Access.Caller officer, CancellationToken ct) =>
        (await officer.Post<JsonElement>($"{Api}/households/search", new { identityNumber = Village.IdentityOfHead(Village.Moving) }, ct)).GetProperty("matches").GetArrayLength();

    /// <summary>The household keeps what a household like it has that stayed.</summary>
    private static async Task<HashSet<Guid>> Grants(Cast cast, Guid home, CancellationToken ct)
    {
        var homes = await cast.Officer.Get<PageOf<HouseholdAnswer>>($"{Api}/households?communeCode={Village.Commune}&limit=500", ct);
        var like = homes.Items.Single(one => one.Code == $"CT-{Village.Staying:D2}").Id;
        var expected = await Cast.Await(() => Open(cast.Officer, Village.Commune, like, ct), grants => grants.Count > 0, ct);
        var programmes = Programmes(expected) is { Length: > 0 } some ? some : "–";
        var held = await Cast.Await(() => Open(cast.OfficerThere, Village.CommuneThere, home, ct), grants => Programmes(grants) == programmes, ct);
        cast.Ledger.Compare("Chuyển tỉnh: chương trình đi theo hộ", "move: programmes that go along", programmes, Programmes(held));
        cast.Ledger.Compare("Chuyển tỉnh: chương trình còn ở xã cũ", "move: programmes left in the old commune", 0, (await Open(cast.Officer, Village.Commune, home, ct)).Count);
        return [.. held.Keys];
    }

    private static async Task<Dictionary<Guid, string>> Open(Access.Caller officer, string commune, Guid home, CancellationToken ct) =>
        (await officer.Get<JsonElement>($"/support/v1/grants?communeCode={commune}&state=granted&limit=500", ct)).GetProperty("items").EnumerateArray()
            .Where(grant => grant.GetProperty("householdId").GetGuid() == home).ToDictionary(grant => grant.GetProperty("id").GetGuid(), grant => grant.GetProperty("programmeCode").GetString()!);

    private static string Programmes(Dictionary<Guid, string> grants) => string.Join(' ', grants.Values.Order(StringComparer.Ordinal));

    /// <summary>Both banks hear where the grants are now; details are for the bank of that area.</summary>
    private static async Task Banks(Cast cast, HashSet<Guid> grants, CancellationToken ct)
    {
        foreach (var (bank, commune, vi, en) in new[] { (cast.BankThere, Village.CommuneThere, "nơi đến", "there"), (cast.BankHere, Village.Commune, "nơi đi", "here") })
        {
            var last = await Cast.Await(() => LastPlaces(bank, commune, grants, ct), places => places.Count == grants.Count && places.All(place => place == Village.CommuneThere), ct);
            cast.Ledger.Compare($"Chuyển tỉnh: ngân hàng {vi} biết nơi ở mới", $"move: the bank {en} knows the new place", grants.Count, last.Count(place => place == Village.CommuneThere));
        }

        var one = grants.Order().FirstOrDefault();
        var details = await cast.BankThere.Get<GrantAnswer>($"/partner/v1/grants/{one}", ct);
        cast.Ledger.Compare("Chuyển tỉnh: ngân hàng nơi đến đọc người đại diện", "move: the bank there reads who may sign", "True", (details.Representatives?.Adults is { Count: > 0 }).ToString());
        cast.Ledger.Compare("Chuyển tỉnh: ngân hàng nơi đi đọc chi tiết", "move: the bank here reads details", 404, await cast.BankHere.Status($"/partner/v1/grants/{one}", ct));
    }

    private static async Task<List<string>> LastPlaces(Access.Caller bank, string commune, HashSet<Guid> grants, CancellationToken ct)
    {
        var all = new List<EventDataAnswer>();
        var (after, more) = ("", true);
        while (more)
        {
            (var page, after, more) = await bank.GetFeed<List<EventAnswer>>($"/partner/v1/events?communes={commune}&limit=500&after={Uri.EscapeDataString(after)}", ct);
            all.AddRange(page.Select(one => one.Data).Where(data => grants.Contains(data.GrantId)));
        }

        return [.. all.GroupBy(data => data.GrantId).Select(grant => grant.MaxBy(data => data.Version)!.CommuneCode)];
    }

    /// <summary>On the day of the move the household leaves the figures of one commune and enters those of the other; together they stay what they were.</summary>
    private static async Task Figures(Cast cast, CancellationToken ct)
    {
        async Task<(int Households, int Persons)> Poor(Access.Caller officer, string commune, string on)
        {
            var report = await officer.Get<ReportAnswer>($"/reporting/v1/reports/1?areaCode={commune}&on={on}", ct);
            return ((int)(report.Rows[0].Values[PoorHouseholds - 1] ?? 0), (int)(report.Rows[0].Values[PoorPersons - 1] ?? 0));
        }

        var before = await Cast.Await(() => Poor(cast.Officer, Village.Commune, DayBefore), poor => poor.Households == Village.Expected.Poor, ct);
        var otherBefore = await Poor(cast.OfficerThere, Village.CommuneThere, DayBefore);
        var after = await Cast.Await(() => Poor(cast.Officer, Village.Commune, MovedOn), poor => poor.Households == before.Households - 1, ct);
        var otherAfter = await Cast.Await(() => Poor(cast.OfficerThere, Village.CommuneThere, MovedOn), poor => poor.Households == otherBefore.Households + 1, ct);
        cast.Ledger.Compare("Báo cáo 1 trước ngày chuyển: hộ nghèo của xã", "report 1 before the move: poor households", Village.Expected.Poor, before.Households);
        cast.Ledger.Compare("Báo cáo 1 từ ngày chuyển: xã đi (hộ, khẩu)", "report 1 from the move: commune left", Text(before.Households - 1, before.Persons - Persons), Text(after.Households, after.Persons));
        cast.Ledger.Compare("Báo cáo 1 từ ngày chuyển: xã đến (hộ, khẩu)", "report 1 from the move: commune reached", Text(otherBefore.Households + 1, otherBefore.Persons + Persons), Text(otherAfter.Households, otherAfter.Persons));
    }

    private static string Text(int households, int persons) => string.Create(CultureInfo.InvariantCulture, $"{households}, {persons}");
}
