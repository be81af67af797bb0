using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using static PovertyPlatform.HouseholdServiceTests.Hamlets.HamletHost;

namespace PovertyPlatform.HouseholdServiceTests.Hamlets;

/// <summary>Hamlets that are merged, renamed and split: households follow, grants reach on, old days show the old hamlet, and no number comes back.</summary>
public sealed class HamletChangeTests(HamletHost host) : IClassFixture<HamletHost>
{
    [Fact]
    public async Task Merged_HouseholdsGoToTheSuccessor_AndGrantsOfBothReachIt()
    {
        var (one, first) = await host.Register("Bản Gộp Một");
        var (two, second) = await host.Register("Bản Gộp Hai");
        var (apart, other) = await host.Register("Bản Đứng Riêng");
        var (change, to) = await host.Change("Merged", [first, second], "Bản Đoàn Kết");
        var all = new[] { one, two }.Order().ToList();

        // At once, before anybody was moved: by the old grants and by one for the successor.
        foreach (var granted in new[] { first, second, to[0] })
            Assert.Equal(all, await host.SeenBy(granted));
        Assert.Equal([apart], await host.SeenBy(other));
        Assert.Equal([to[0]], (await host.Waiting())[one]);
        Assert.Equal((2, 0, ""), await host.Move(change));
        Assert.Equal((0, 0, ""), await host.Move(change));
        foreach (var granted in new[] { first, second, to[0] })
            Assert.Equal(all, await host.SeenBy(granted));
        Assert.Equal([apart], await host.SeenBy(other));
        Assert.DoesNotContain(one, (await host.Waiting()).Keys);
        Assert.Equal((to[0], to[0]), (await host.HamletOf(one), await host.HamletOf(two)));

        foreach (var (day, name) in new[] { ("2026-05-31", "Bản Gộp Một"), (On, "Bản Đoàn Kết") })
            Assert.Equal(name, (await host.Read(one, $"?on={day}")).GetProperty("hamlet").GetString());
        var (before, after) = (await host.HamletsOn("2026-05-31"), await host.HamletsOn(On));
        Assert.Equal((true, true, false), (before.Contains(first), before.Contains(second), before.Contains(to[0])));
        Assert.Equal((false, false, true), (after.Contains(first), after.Contains(second), after.Contains(to[0])));
        Assert.Equal(2, await host.Scalar<long>($"select count(*) from household_event where kind = 'moved' and facts ->> 'hamletChangeId' = '{change}' and evidence = '07/NQ-HĐND' and effective_on = '{On}'"));
        Assert.Equal(1, await host.Scalar<long>("select count(*) from audit.entry where action = 'hamlet.change' and subject_id = $1", change));
    }

    [Fact]
    public async Task MergedIntoOneThatGoesOn_ThatOneKeepsItsNumber()
    {
        var (_, stays) = await host.Register("Bản Còn Lại");
        var (home, gone) = await host.Register("Bản Nhập Vào");
        var (change, to) = await host.Change("Merged", [gone], stays);
        Assert.Equal([stays], to);
        Assert.Equal((1, 0, ""), await host.Move(change));
        Assert.Equal(stays, await host.HamletOf(home));
        Assert.Equal(2, (await host.SeenBy(gone)).Count);
        // Undone, the one that was there before stays.
        await (await host.TryUndoChange(change)).ShouldBeOk();
        Assert.Equal((1, 0, ""), await host.Move(change));
        Assert.Equal((gone, 1, 1), (await host.HamletOf(home), (await host.SeenBy(gone)).Count, (await host.SeenBy(stays)).Count));
    }

    [Fact]
    public async Task Renamed_GrantFollows_AndTheNumberOfTheOldNameNeverComesBack()
    {
        var (home, old) = await host.Register("Bản Tên Cũ");
        var (change, to) = await host.Change("Renamed", [old], "Bản Tên Mới");
        Assert.Equal((1, 0, ""), await host.Move(change));
        Assert.Equal([home], await host.SeenBy(old));

        // Who still writes the old name stands on the work list and founds no hamlet.
        var (late, stillOld) = await host.Register("Bản Tên Cũ");
        Assert.Equal(old, stillOld);
        Assert.Equal([to[0]], (await host.Waiting())[late]);
        Assert.Equal((1, 0, ""), await host.Move(change));
        Assert.Equal(to[0], await host.HamletOf(late));

        // A list with the old name means the new one, and finds its households again.
        var book = ImportHost.Book(2, 4001, (_, member, cells) => cells[8] = member == 0 ? "Bản Tên Cũ" : cells[8]);
        Assert.Equal("done", (await host.Import(book)).GetProperty("state").GetString());
        Assert.Equal(4, await host.Scalar<long>("select count(*) from household where hamlet_code = $1", to[0]));
        Assert.Equal("done", (await host.Import(book)).GetProperty("state").GetString());
        Assert.Equal(4, await host.Scalar<long>("select count(*) from household where hamlet_code = $1", to[0]));

        // The name may come back; it is another hamlet, and the old grant does not lead there.
        var (third, source) = await host.Register("Bản Khác Hẳn");
        var (back, again) = await host.Change("Renamed", [source], "Bản Tên Cũ");
        Assert.NotEqual(old, again[0]);
        Assert.Equal((1, 0, ""), await host.Move(back));
        Assert.Equal(again[0], await host.HamletOf(third));
        Assert.DoesNotContain(third, await host.SeenBy(old));
        Assert.Equal([third], await host.SeenBy(again[0]));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from (select hamlet_code from hamlet group by 1 having count(*) > 1) twice"));
    }

    [Fact]
    public async Task Split_NobodyFollows_UntilSomebodySaysWhoWentWhere()
    {
        var (one, old) = await host.Register("Bản Chia");
        var (two, _) = await host.Register("Bản Chia");
        var (stranger, far) = await host.Register("Bản Ngoài Cuộc");
        var (change, to) = await host.Change("Split", [old], "Bản Chia Trên", "Bản Chia Dưới");
        Assert.Empty(await host.SeenBy(old));
        Assert.Equal(to, (await host.Waiting())[one]);
        Assert.Equal(to, (await host.Waiting())[two]);

        await (await host.Try($"hamlet-changes/{change}/moves", new { })).ShouldBeRefused(System.Net.HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Try($"hamlet-changes/{change}/moves", new { toHamletCode = far, householdIds = new[] { one } })).ShouldBeRefused(System.Net.HttpStatusCode.UnprocessableEntity, "not-a-candidate");
        Assert.Equal((1, 1, "not-found"), await host.Move(change, to[0], one, stranger));
        Assert.Equal((1, 0, ""), await host.Move(change, to[1], two));
        Assert.Equal((to[0], to[1], far), (await host.HamletOf(one), await host.HamletOf(two), await host.HamletOf(stranger)));
        Assert.Empty(await host.SeenBy(old));
        Assert.Equal([one], await host.SeenBy(to[0]));
    }

    [Fact]
    public async Task WhoCannotGoYet_WaitsAndIsNamed()
    {
        var (under, old) = await host.Register("Bản Đợi");
        var (same, _) = await host.Register("Bản Đợi", "Lò Thị Trùng");
        var (_, goal) = await host.Register("Bản Đích", "Lò Thị Trùng");
        var found = Guid.CreateVersion7();
        await host.Scalar<long>($"""
            with c as (insert into review_cycle (province_code, commune_code, id, kind, year, month, list_year, plan_number, planned_on, opens_on, closes_on, state, planned_by)
                       values ('15', '04492', '{found}', 'annual', 2026, 0, 2026, '12/KH-UBND', '2026-11-01', '2026-11-02', '2026-12-14', 'open', 'tester')),
                 k as (insert into review_case (province_code, commune_code, id, cycle_id, household_id, hamlet_name, state, origin, started_on, steps, last_step, last_step_on, last_step_at)
                       values ('15', '04492', '{found}', '{found}', '{under}', 'Bản Đợi', 'listed', 'on-list', '2026-11-02', 1, 'list', '2026-11-02', now()))
            select 0::bigint
            """);
        var (change, _) = await host.Change("Merged", [old], goal);
        var (moved, left, waiting) = await host.Move(change);
        Assert.Equal((0, 2), (moved, left));
        Assert.Equal(["household-exists", "review-open"], waiting.Split(' ').Order(StringComparer.Ordinal));
        await host.Scalar<Guid>("update review_case set state = 'closed' where id = $1 returning id", found);
        Assert.Equal((1, 1, "household-exists"), await host.Move(change));
        Assert.Equal((goal, old), (await host.HamletOf(under), await host.HamletOf(same)));
    }

    [Fact]
    public async Task Undone_HouseholdsGoBack_GrantsToo_AndTheMistakenNumberStaysTaken()
    {
        var (one, first) = await host.Register("Bản Nhầm Một");
        var (two, second) = await host.Register("Bản Nhầm Hai");
        var (change, to) = await host.Change("Merged", [first, second], "Bản Nhầm Chung");
        Assert.Equal((2, 0, ""), await host.Move(change));
        var (own, mistaken) = await host.Register("Bản Nhầm Chung");
        Assert.Equal(to[0], mistaken);

        await (await host.TryUndoChange(change)).ShouldBeOk();
        await (await host.TryUndoChange(change)).ShouldBeRefused(System.Net.HttpStatusCode.Conflict, "already-undone");
        Assert.Empty(await host.SeenBy(to[0]));
        Assert.Equal([first, second], (await host.Waiting())[own]);
        Assert.Equal((2, 0, ""), await host.Move(change));
        Assert.Equal((first, second), (await host.HamletOf(one), await host.HamletOf(two)));
        Assert.Equal([one], await host.SeenBy(first));
        foreach (var day in new[] { "2026-05-31", On, "2026-11-01" })
            Assert.Equal("Bản Nhầm Một", (await host.Read(one, $"?on={day}")).GetProperty("hamlet").GetString());
        Assert.Equal(2, await host.Scalar<long>($"select count(*) from household_event u join household_event m on m.id = u.undoes_id where m.facts ->> 'hamletChangeId' = '{change}'"));

        var (again, fresh) = await host.Change("Renamed", [first], "Bản Nhầm Chung");
        Assert.NotEqual(to[0], fresh[0]);
        await host.Change("Merged", [fresh[0]], second);
        await (await host.TryUndoChange(again)).ShouldBeRefused(System.Net.HttpStatusCode.UnprocessableEntity, "depended-upon");
    }

    [Fact]
    public async Task OneAfterTheOther_GrantsFollowAllTheWay()
    {
        var (home, first) = await host.Register("Bản Chuỗi Một");
        var (_, to) = await host.Change("Renamed", [first], "Bản Chuỗi Hai");
        var (last, end) = await host.Change("Renamed", to.ToArray(), "Bản Chuỗi Ba");
        foreach (var granted in new[] { first, to[0], end[0] })
            Assert.Equal([home], await host.SeenBy(granted));
        Assert.Equal((0, 0, ""), await host.Move(last));
        var page = await (await host.ClientFor(Head(first)).GetAsync("/v1/hamlet-changes?limit=200", TestContext.Current.CancellationToken)).ShouldBeOk();
        Assert.Contains(last, page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
        var elsewhere = await (await host.ClientFor(TestActors.Officer.In("92", "31299")).GetAsync("/v1/hamlet-changes?limit=200", TestContext.Current.CancellationToken)).ShouldBeOk();
        Assert.Equal(0, elsewhere.GetProperty("items").GetArrayLength());
    }
}
