using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using PovertyPlatform.HouseholdServiceTests.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.HandOvers;

/// <summary>Households of Sóc Trăng's ended communes go to Cần Thơ some hundred in a commit: nothing is lost and nothing done twice, whatever stops it in between. 31498 became the new 31507, 31516 the new 31510.</summary>
public class HandOverBatchTests(EventHost host) : IClassFixture<EventHost>
{
    private const string Path = "/v1/unit-moves";
    private const int OfOneBatch = 200;
    private static readonly TestActor OfCanTho = TestActors.ProvinceOfficer with { Id = "officer-cantho", Provinces = ["92"], Scopes = [.. TestActors.ProvinceOfficer.Scopes, Scopes.UnitsChoose] };
    private static readonly TestActor Old = TestActors.Officer with { Id = "officer-soctrang", Provinces = ["94", "92"], Communes = [] };

    [Fact]
    public async Task OneThatCannotGo_IsLeftAloneWithItsReason_AndUndoTakesTheOthersBack()
    {
        var homes = new List<Guid>();
        for (var number = 0; number < 6; number++)
            homes.Add(await Household("31516"));
        var twin = await Household("31510", "2025-08-01");
        var stays = homes[3];
        await host.Scalar<int>($"update household c set head_search = t.head_search, hamlet_search = t.hamlet_search, head_birth_key = t.head_birth_key from household t where c.id = '{stays}' and t.id = '{twin}' returning 1");
        var others = homes.Where(home => home != stays).ToArray();
        var before = await Stated(others);

        var done = await Ended(await Start(), "Done");
        Assert.Equal((6, 5, 1), (done.GetProperty("households").GetInt32(), done.GetProperty("moved").GetInt32(), done.GetProperty("waiting").GetInt32()));
        var move = done.GetProperty("id").GetGuid();
        var wait = Assert.Single((await Get($"{Path}/{move}/waiting")).GetProperty("items").EnumerateArray());
        Assert.Equal((stays, "household-exists"), (wait.GetProperty("householdId").GetGuid(), wait.GetProperty("code").GetString()!));
        await EachWentOnce(others, "92 31510");
        Assert.Equal("94 31516", await Place(stays));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household_hand_over where household_id = $1", stays));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household_event where household_id = $1 and kind = 'handed-over'", stays));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from audit.entry where subject_id = $1 and action = 'household.hand-over'", stays));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from messaging.outbox_message where subject_id = $1 and contract = 'event:household:household-moved:v1'", stays));

        // Who was mended goes by the next move, alone.
        await host.Scalar<int>($"update household set head_search = 'gia dinh da sua' where id = '{stays}' returning 1");
        Assert.Equal(1, (await Ended(await Start(), "Done")).GetProperty("moved").GetInt32());
        await EachWentOnce([stays], "92 31510");

        var undone = await Ended(await Undo(move), "Undone");
        Assert.Equal((5, 0), (undone.GetProperty("takenBack").GetInt32(), undone.GetProperty("waiting").GetInt32()));
        Assert.Equal(before, await Stated(others));
        foreach (var home in others)
            Assert.Equal(("94 31516", 2L, 2L, 4L, 2L), (await Place(home), await HandOvers(home), await Events(home), await Lines(home), await Moves(home)));
        Assert.Equal(5, await host.Scalar<long>("select count(*) from household_hand_over b join household_hand_over o on o.id = b.takes_back_id and o.household_id = b.household_id where b.choice_id = $1 and b.state = 'accepted'", move));
        Assert.Equal("92 31510", await Place(stays));
        await Ended(await Start(), "Done");
    }

    [Fact]
    public async Task KilledInTheMiddleOfABatch_WhatWasCommittedStays_AndTheRestGoesOnce()
    {
        var first = await Household("31498");
        var one = await Household("31516");
        await Copies(one, OfOneBatch + 50);
        var all = await Standing();
        var last = all[^1];
        await host.Scalar<int>($"insert into person_key (province_code, commune_code, identity_mark, member_id, household_id) values ('94', '31516', decode('01' || repeat('ab', 16), 'hex'), gen_random_uuid(), '{last}') returning 1");
        JsonElement move;
        await using (var hold = await Hold(last))
        {
            var started = (await (await Start()).ShouldBeOk()).GetProperty("id").GetGuid();
            var backend = await Waiting();
            Assert.Equal("92 31507", await Place(first));
            Assert.Equal(50 + 1, (await Standing()).Count);
            await host.Scalar<bool>($"select pg_terminate_backend({backend})");
            // It begins again, and comes to the same place.
            await Eventually.Get(async () => await Waiting(), again => again != backend, TimeSpan.FromSeconds(60));
            Assert.Equal(50 + 1, (await Standing()).Count);
            Assert.Equal(0, await HandOvers(last));
            await hold.DisposeAsync();
            move = await Ended(started, "Done");
        }

        Assert.Equal((OfOneBatch + 52, 0, 100), (move.GetProperty("moved").GetInt32(), move.GetProperty("waiting").GetInt32(), move.GetProperty("percent").GetInt32()));
        Assert.Empty(await Standing());
        await EachWentOnce([first], "92 31507");
        await EachWentOnce([all[0], all[OfOneBatch - 1], all[OfOneBatch], last], "92 31510");
        foreach (var (what, sql) in new[]
        {
            ("hand-overs", "select count(*) || ' ' || count(distinct household_id) from household_hand_over where choice_id = $1 and state = 'accepted'"),
            ("events", "select count(*) || ' ' || count(distinct e.household_id) from household_event e join household_hand_over o on o.event_id = e.id where o.choice_id = $1"),
            ("messages", "select count(*) || ' ' || count(distinct m.subject_id) from messaging.outbox_message m join household_hand_over o on o.household_id = m.subject_id where o.choice_id = $1 and m.contract = 'event:household:household-moved:v1'"),
        })
            Assert.Equal((what, $"{OfOneBatch + 52} {OfOneBatch + 52}"), (what, await host.Scalar<string>(sql, move.GetProperty("id").GetGuid())));
        Assert.Equal(2 * (OfOneBatch + 52L), await host.Scalar<long>("select count(*) from audit.entry a join household_hand_over o on o.household_id = a.subject_id where o.choice_id = $1 and a.action = 'household.hand-over'", move.GetProperty("id").GetGuid()));
        Assert.True(await host.Scalar<short>("select attempts from unit_move where id = $1", move.GetProperty("id").GetGuid()) >= 2);
    }

    [Fact]
    public async Task UndoneWhileItRuns_TheBatchEnds_NothingMoreGoes_AndAllComesBack()
    {
        var first = await Household("31498");
        var second = await Household("31516");
        Guid move;
        await using (var hold = await Hold(first))
        {
            move = (await (await Start()).ShouldBeOk()).GetProperty("id").GetGuid();
            await Waiting();
            await (await Undo(move)).ShouldBeOk();
            Assert.Equal("94 31498", await Place(first));
        }

        var undone = await Ended(move, "Undone");
        Assert.Equal((1, 0), (undone.GetProperty("takenBack").GetInt32(), undone.GetProperty("waiting").GetInt32()));
        Assert.Equal(("94 31498", 2L), (await Place(first), await HandOvers(first)));
        Assert.Equal(("94 31516", 0L), (await Place(second), await HandOvers(second)));
        await Ended(await Start(), "Done");
    }

    [Fact]
    public async Task OffersOfOtherAreasOrOfSeveralCommunes_AreNotTaken()
    {
        var (one, other) = (await Household("31498"), await Household("31516"));
        var offers = new List<Guid>();
        foreach (var (home, to) in new[] { (one, "31120"), (other, "31510") })
            offers.Add((await (await host.Try($"households/{home}/hand-over", new { toCommuneCode = to, on = "2026-05-01", reason = "Cả hộ chuyển nơi thường trú", evidence = "15/CT" }, home, actor: Old)).ShouldBeOk()).GetProperty("id").GetGuid());
        foreach (var (area, ids) in new[] { ("{15}", $"{{{offers[0]}}}"), ("", $"{{{offers[0]}}}"), ("{*}", $"{{{offers[0]},{offers[1]}}}"), ("{*}", $"{{{offers[0]},{Guid.NewGuid()}}}"), ("{*}", "{}") })
        {
            await using var source = NpgsqlDataSource.Create(host.AppConnectionString);
            await using var batch = source.CreateBatch();
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"select set_config('app.area', '{area}', true)"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"select take_over_households('{ids}', '{{A,B}}', '{{Thôn 1,Thôn 1}}', '{{thon 1,thon 1}}', 1::smallint, now())"));
            Assert.Equal("23001", (await Assert.ThrowsAsync<PostgresException>(() => batch.ExecuteNonQueryAsync(Ct))).SqlState);
        }

        Assert.Equal(("94 31498", "94 31516"), (await Place(one), await Place(other)));
        foreach (var offer in offers)
            await host.Scalar<int>($"update household_hand_over set state = 'withdrawn' where id = '{offer}' returning 1");
        await Ended(await Start(), "Done");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task EachWentOnce(IReadOnlyCollection<Guid> homes, string place)
    {
        foreach (var home in homes)
        {
            Assert.Equal((place, 1L, 1L, 2L, 1L), (await Place(home), await HandOvers(home), await Events(home), await Lines(home), await Moves(home)));
            // The event is of these rows, the news of their two versions, and what was believed is kept.
            Assert.Equal(1, await host.Scalar<long>("""
                select count(*) from household_hand_over o join household_event e on e.id = o.event_id join household h on h.id = o.household_id
                where h.id = $1 and e.households = array[h.id] and e.members = array(select m.id from member m where m.household_id = h.id order by m.id)
                  and e.after_sha256 = registry_digest(e.households, e.members) and e.before_sha256 <> e.after_sha256 and e.facts ->> 'handOverId' = o.id::text and o.closed_by = 'officer-cantho'
                """, home));
            Assert.Equal(2, await host.Scalar<long>("select count(*) from messaging.outbox_message m join household h on h.id = m.subject_id where h.id = $1 and (m.contract, m.version) in (('event:household:household-registered:v1', h.version - 1), ('event:household:household-moved:v1', h.version)) and m.province_code = h.province_code", home));
            Assert.Equal(2, await host.Scalar<long>("select count(distinct kind) from record_version where household_id = $1 and facts ->> 'province_code' = '94' and holder_province_code = '92'", home));
            Assert.Equal(2, await host.Scalar<long>("select count(distinct commune_code) from audit.entry where subject_id = $1 and action = 'household.hand-over' and before_hash <> after_hash and actor_id = 'officer-cantho'", home));
            Assert.Equal(0, await host.Scalar<long>("select count(*) from household where id = $1 and day_without_one_head(id) is not null", home));
        }
    }

    private async Task<Guid> Household(string commune, string on = "2025-01-10") => (await host.Register(2, on, commune, Old)).Id;

    private async Task Copies(Guid household, int count) => Assert.Equal(count, await host.Scalar<long>("""
        with copy as materialized (select gen_random_uuid() as id, n from generate_series(1, $2) n),
        homes as (insert into household select r.* from copy c cross join household h, jsonb_populate_record(null::household, to_jsonb(h) || jsonb_build_object('id', c.id, 'code', 'C-' || c.n)) r where h.id = $1 returning 1),
        people as (insert into member select r.* from copy c cross join member m, jsonb_populate_record(null::member, to_jsonb(m) || jsonb_build_object(
          'id', gen_random_uuid(), 'household_id', c.id, 'identity_number', null, 'identity_mark', null, 'old_number', null, 'old_mark', null)) r where m.household_id = $1 returning 1)
        select count(*) from homes
        """, household, count));

    private async Task<List<Guid>> Standing()
    {
        var homes = new List<Guid>();
        await using var command = host.Database.CreateCommand("select id from household where commune_code = '31516' and province_code = '94' order by id");
        await using var rows = await command.ExecuteReaderAsync(Ct);
        while (await rows.ReadAsync(Ct))
            homes.Add(rows.GetGuid(0));
        return homes;
    }

    private Task<string> Place(Guid household) => host.Scalar<string>("select province_code || ' ' || commune_code from household where id = $1", household);

    private Task<long> HandOvers(Guid household) => host.Scalar<long>("select count(*) from household_hand_over where household_id = $1 and state = 'accepted'", household);

    private Task<long> Events(Guid household) => host.Scalar<long>("select count(*) from household_event where household_id = $1 and kind = 'handed-over'", household);

    private Task<long> Lines(Guid household) => host.Scalar<long>("select count(*) from audit.entry where subject_id = $1 and action = 'household.hand-over'", household);

    private Task<long> Moves(Guid household) => host.Scalar<long>("select count(*) from messaging.outbox_message where subject_id = $1 and contract = 'event:household:household-moved:v1'", household);

    private Task<string> Stated(Guid[] households) => host.Scalar<string>("""
        select string_agg(line, E'\n' order by line) from (
          select stated(to_jsonb(h) - 'valid_from')::text line from household h where h.id = any($1)
          union all select stated(to_jsonb(m) - 'valid_from')::text from member m where m.household_id = any($1)
          union all select (to_jsonb(k))::text from person_key k where k.household_id = any($1)) l
        """, households);

    // Somebody works on a row of the household, so that a batch stops in its middle.
    private async Task<NpgsqlConnection> Hold(Guid household)
    {
        var connection = await host.Database.OpenConnectionAsync(Ct);
        await using var command = new NpgsqlCommand($"begin; select 1 from person_key where household_id = '{household}' for update", connection);
        Assert.Equal(1, await command.ExecuteScalarAsync(Ct));
        return connection;
    }

    private Task<int> Waiting() => Eventually.Get(
        () => host.Scalar<int>("select coalesce(max(pid), 0) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%take_over_households%'"), pid => pid > 0, TimeSpan.FromSeconds(60));

    private Task<HttpResponseMessage> Start() => host.ClientFor(OfCanTho).PostAsJsonAsync(Path, new { provinceCode = "92", reason = "Theo nghị quyết sắp xếp đơn vị", evidence = "202/2025/QH15" }, Ct);

    private Task<HttpResponseMessage> Undo(Guid move) => host.ClientFor(OfCanTho).PostAsJsonAsync($"{Path}/{move}/undo", new { reason = "Bảng chuyển đổi ghi nhầm", evidence = "9/CV" }, Ct);

    private async Task<JsonElement> Get(string path) => await (await host.ClientFor(OfCanTho).GetAsync(path, Ct)).ShouldBeOk();

    private async Task<JsonElement> Ended(HttpResponseMessage started, string state) => await Ended((await started.ShouldBeOk()).GetProperty("id").GetGuid(), state);

    private async Task<JsonElement> Ended(Guid id, string state)
    {
        var move = await Eventually.Get(() => Get($"{Path}/{id}"), move => move.GetProperty("state").GetString() is "Done" or "Undone" or "Failed", TimeSpan.FromSeconds(60));
        Assert.Equal(state, move.GetProperty("state").GetString());
        return move;
    }
}
