using System.Net;
using System.Text;
using System.Text.Json;
using Npgsql;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Hamlets;

/// <summary>What is the whole commune's is read by a hamlet head for the own hamlet: expected escapes, local lists, postings, the household list; of the other hamlets nothing, not even numbers.</summary>
public sealed class HamletReadingTests(HamletHost host) : IClassFixture<HamletHost>, IAsyncLifetime
{
    private const string Names = "insert into local_list_posting (province_code, commune_code, id, list_id, hamlet_name, hamlet_code, places, from_day, until, posted_by, recorded_at) values ('15', '04492', ";
    private static readonly Guid Id = Guid.Parse("0197a000-0000-7000-8000-000000000001");
    private static readonly Guid OfMine = Guid.Parse("0197a000-0000-7000-8000-000000000002"), OfOthers = Guid.Parse("0197a000-0000-7000-8000-000000000003");
    private string _mine = "", _others = "";
    private TestActor _head = TestActors.HamletHead;

    public async ValueTask InitializeAsync()
    {
        if (await host.Scalar<long>("select count(*) from household") == 0)
            await Arrange();
        _mine = await host.Scalar<string>("select hamlet_code from hamlet where name = 'Bản Xem Một'");
        _others = await host.Scalar<string>("select hamlet_code from hamlet where name = 'Bản Xem Hai'");
        _head = HamletHost.Head(_mine);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task ExpectedEscapes_AreThoseOfTheOwnHamlet()
    {
        foreach (var (actor, households) in new[] { (_head, 3), (HamletHost.Head(_others), 2), (HamletHost.Head("044929999"), 0), (TestActors.Officer, 5) })
        {
            var list = Assert.Single((await Get(actor, "expected-escapes?communeCode=04492")).EnumerateArray());
            var shown = await Get(actor, $"expected-escapes/{Id}");
            Assert.Equal((households, households, households),
                (list.GetProperty("households").GetInt32(), shown.GetProperty("list").GetProperty("households").GetInt32(), shown.GetProperty("households").GetArrayLength()));
        }

        Assert.Equal(await In(_mine), Ids(await Get(_head, $"expected-escapes/{Id}"), "households"));
        Assert.Equal("Bản Xem Một", Assert.Single((await Get(_head, $"expected-escapes/{Id}")).GetProperty("households").EnumerateArray().Select(one => one.GetProperty("hamlet").GetString()).Distinct()));
        Assert.True(await host.Scalar<long>("select count(*) from audit.entry where action = 'expected-escapes.read' and actor_id = $1", _head.Id) > 0);
        foreach (var (path, body) in new (string, object)[] { ($"expected-escapes/{Id}/freeze", new { decisionNumber = "3/QĐ-UBND", decidedOn = "2026-11-20" }) })
            await (await host.Try(path, body, actor: _head)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
    }

    [Fact]
    public async Task LocalLists_TellTheOwnHamletAlone_AndItsNumbers()
    {
        var list = Assert.Single((await Get(_head, "standards/local/P15-H/lists")).GetProperty("items").EnumerateArray());
        Assert.Equal((3, 0, 3), (list.GetProperty("poor").GetInt32(), list.GetProperty("nearPoor").GetInt32(), list.GetProperty("persons").GetInt32()));
        Assert.Equal(await In(_mine), Ids(await Get(_head, $"standards/local-lists/{Id}/entries"), "items"));
        Assert.Equal(5, Assert.Single((await Get(TestActors.Officer, "standards/local/P15-H/lists")).GetProperty("items").EnumerateArray()).GetProperty("poor").GetInt32());
        await (await host.ClientFor(_head).GetAsync($"/v1/exports/local-lists/{Id}", Ct)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        await (await host.ClientFor(TestActors.Officer.In("15", "04489")).GetAsync($"/v1/standards/local-lists/{Id}/entries", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Postings_OfTheOwnHamletAndOfTheWholeCommune_WithTheOwnLines()
    {
        Assert.Equal([Id, OfMine], Keys(await Get(_head, $"standards/local-lists/{Id}/postings")));
        Assert.Equal(3, (await Get(TestActors.Officer, $"standards/local-lists/{Id}/postings")).GetArrayLength());
        foreach (var seen in new[] { Id, OfMine })
            Assert.Equal(["Bản Xem Một"], (await Get(_head, $"standards/local-postings/{seen}")).GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("hamlet").GetString()).Distinct());
        await (await host.ClientFor(_head).GetAsync($"/v1/standards/local-postings/{OfOthers}", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        object Hang(string? hamlet) => new { hamlet, places = new[] { "Nhà văn hóa" }, fromDay = "2026-11-02", until = "2027-02-01" };
        foreach (var elsewhere in new[] { null, "Bản Xem Hai", "Bản Không Có" })
            await (await host.Try($"standards/local-lists/{Id}/postings", Hang(elsewhere), actor: _head)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");

        var own = Assert.Single((await Get(_head, $"review-cycles/{Id}/postings")).GetProperty("items").EnumerateArray());
        Assert.Equal((Id, 3), (own.GetProperty("id").GetGuid(), own.GetProperty("lines").GetInt32()));
        var posted = await Get(_head, $"postings/{Id}");
        Assert.Equal((3, 3), (posted.GetProperty("posting").GetProperty("lines").GetInt32(), posted.GetProperty("lines").GetArrayLength()));
        Assert.Equal(5, (await Get(TestActors.Officer, $"postings/{Id}")).GetProperty("lines").GetArrayLength());
        Assert.Empty((await Get(HamletHost.Head("044929999"), $"postings/{Id}")).GetProperty("lines").EnumerateArray());
    }

    [Fact]
    public async Task HouseholdList_LeavesMaskedForTheOwnHamlet()
    {
        var file = Encoding.UTF8.GetString(await (await host.ClientFor(_head).GetAsync("/v1/exports/households?communeCode=04492&year=2026&format=csv", Ct)).Content.ReadAsByteArrayAsync(Ct));
        Assert.Contains("Bản Xem Một", file, StringComparison.Ordinal);
        Assert.DoesNotContain("Bản Xem Hai", file, StringComparison.Ordinal);
        foreach (var name in await Texts($"select m.full_name from member m join household h on h.id = m.household_id where h.hamlet_code in ('{_mine}', '{_others}')"))
            Assert.DoesNotContain(name, file, StringComparison.Ordinal);
        Assert.Equal(1, await host.Scalar<long>("select count(*) from audit.entry where action = 'household-list.export' and purpose is null and actor_id = $1", _head.Id));
        await (await host.ClientFor(_head).GetAsync("/v1/exports/households?communeCode=04489&year=2026&format=csv", Ct)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await host.Try("exports/households", new { communeCode = "04492", year = 2026, format = "csv", purpose = "review" }, actor: _head)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
    }

    [Fact]
    public async Task SecondVisits_StayClosed()
    {
        await (await host.ClientFor(_head).GetAsync($"/v1/quality-samples/{Id}", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await host.ClientFor(TestActors.Officer).GetAsync($"/v1/quality-samples/{Id}", Ct)).ShouldBeOk();
    }

    [Fact]
    public async Task RawConnection_SeesTheSame_AndChangesNothingOfTheCommune()
    {
        await using var app = NpgsqlDataSource.Create(host.AppConnectionString);
        await using var connection = await app.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await Run($"select set_config('app.area', '{{{_mine}}}', true)");
        foreach (var (table, rows) in new[] { ("expected_escape_list", 1L), ("expected_escape", 3), ("local_list", 1), ("local_list_entry", 3), ("local_list_posting", 2), ("review_posting", 1), ("review_posting_line", 3), ("quality_sample", 0), ("quality_visit", 0) })
            Assert.Equal((table, rows), (table, (long)(await Run($"select count(*) from {table}"))!));
        await transaction.SaveAsync("before", Ct);
        foreach (var attempt in new[]
        {
            "update expected_escape_list set households = 9 returning 1", "update local_list_posting set places = '{x}' returning 1", "update review_posting set lines = 9 returning 1", $"delete from expected_escape where household_id in (select id from household where hamlet_code = '{_others}') returning 1",
            $"{Names}gen_random_uuid(), '{Id}', null, null, '{{x}}', current_date, current_date, 'x', now()) returning 1", $"{Names}gen_random_uuid(), '{Id}', 'Bản Xem Hai', '{_others}', '{{x}}', current_date, current_date, 'x', now()) returning 1",
        })
        {
            try
            {
                Assert.Null(await Run(attempt));
            }
            catch (PostgresException refused)
            {
                Assert.True(refused.MessageText.Contains("row-level security", StringComparison.Ordinal) || refused.SqlState == PostgresErrorCodes.InsufficientPrivilege, $"{attempt}: {refused.MessageText}");
            }

            await transaction.RollbackAsync("before", Ct);
        }

        async Task<object?> Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            return await command.ExecuteScalarAsync(Ct);
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task Arrange()
    {
        var book = ImportHost.Book(5, 6001, (household, member, cells) =>
        {
            if (member == 0)
                cells[8] = household.Number % 2 == 0 ? "Bản Xem Hai" : "Bản Xem Một";
        });
        Assert.Equal("done", (await host.Import(book)).GetProperty("state").GetString());
        await host.Scalar<long>($$"""
            with e as (insert into expected_escape_list (province_code, commune_code, id, year, version, state, households, decision_number, decided_on, drafted_by, drafted_at)
                       values ('15', '04492', '{{Id}}', 2026, 1, 'frozen', 5, '3/QĐ-UBND', '2026-03-01', 'tester', now())),
                 ee as (insert into expected_escape (province_code, commune_code, list_id, household_id, hamlet_name, reason, is_confirmed)
                       select province_code, commune_code, '{{Id}}', id, hamlet_name, 'Có việc làm ổn định', true from household),
                 s as (insert into local_standard (province_code, code, valid_from, valid_to, name_vi, standard_code, rural_poor_up_to, rural_near_up_to, urban_poor_up_to, urban_near_up_to, deprivations_min, legal_basis, recorded_by, recorded_at)
                       values ('15', 'P15-H', '2026-01-01', '2026-12-31', 'Chuẩn của tỉnh', '2022-2026', 1800000, 2500000, 2300000, 3000000, 3, 'NQ 1/NQ-HĐND', 'tester', now())),
                 l as (insert into local_list (province_code, commune_code, id, standard_code, review_year, decision_number, decided_on, signer, file_sha256, content_hash, poor, near_poor, persons, recorded_by, recorded_at)
                       values ('15', '04492', '{{Id}}', 'P15-H', 2026, '8/QĐ-UBND', '2026-11-01', 'Chủ tịch', repeat('c', 64), repeat('d', 64), 5, 0, 5, 'tester', now())),
                 le as (insert into local_list_entry (province_code, commune_code, list_id, household_id, local_class, national_class, persons) select province_code, commune_code, '{{Id}}', id, 1, 4, 1 from household),
                 c as (insert into review_cycle (province_code, commune_code, id, kind, year, month, list_year, plan_number, planned_on, opens_on, closes_on, state, planned_by)
                       values ('15', '04492', '{{Id}}', 'annual', 2026, 0, 2026, '12/KH-UBND', '2026-11-01', '2026-11-02', '2026-12-14', 'open', 'tester')),
                 k as (insert into review_case (province_code, commune_code, id, cycle_id, household_id, hamlet_name, state, origin, started_on, steps, last_step, last_step_on, last_step_at)
                       select province_code, commune_code, id, '{{Id}}', id, hamlet_name, 'listed', 'on-list', '2026-11-02', 1, 'list', '2026-11-02', now() from household),
                 p as (insert into review_posting (province_code, commune_code, id, cycle_id, round, places, from_day, until, lines, posted_by, recorded_at)
                       values ('15', '04492', '{{Id}}', '{{Id}}', 1, array['Trụ sở UBND xã'], '2026-11-10', current_date + 10, 5, 'tester', now())),
                 pl as (insert into review_posting_line (province_code, commune_code, posting_id, ordinal, case_id, head_name, hamlet_name, class)
                       select province_code, commune_code, '{{Id}}', row_number() over (order by id), id, head_name, hamlet_name, 1 from household),
                 q as (insert into quality_sample (province_code, commune_code, id, cycle_id, seed, size, population, drawn_by, drawn_at) values ('15', '04492', '{{Id}}', '{{Id}}', 7, 5, 5, 'tester', now()))
            select 0::bigint
            """);
        await host.Scalar<long>($$"""
            with v as (insert into quality_visit (province_code, commune_code, sample_id, case_id, stratum, decided_class) select province_code, commune_code, '{{Id}}', id, 'poor', 1 from review_case),
                 w as ({{Names}}'{{Id}}', '{{Id}}', null, null, '{Nhà văn hóa}', '2026-11-02', current_date + 20, 'tester', now())),
                 m as ({{Names}}'{{OfMine}}', '{{Id}}', 'Bản Xem Một', (select hamlet_code from hamlet where name = 'Bản Xem Một'), '{Nhà văn hóa}', '2026-11-02', current_date + 20, 'tester', now())),
                 o as ({{Names}}'{{OfOthers}}', '{{Id}}', 'Bản Xem Hai', (select hamlet_code from hamlet where name = 'Bản Xem Hai'), '{Nhà văn hóa}', '2026-11-02', current_date + 20, 'tester', now()))
            select 0::bigint
            """);
    }

    private async Task<JsonElement> Get(TestActor actor, string path) => await (await host.ClientFor(actor).GetAsync($"/v1/{path}", Ct)).ShouldBeOk();

    private static List<Guid> Ids(JsonElement of, string list) => [.. of.GetProperty(list).EnumerateArray().Select(one => one.GetProperty("householdId").GetGuid()).Order()];

    private static List<Guid> Keys(JsonElement list) => [.. list.EnumerateArray().Select(one => one.GetProperty("id").GetGuid()).Order()];

    private async Task<List<Guid>> In(string hamlet) => [.. (await Texts($"select id::text from household where hamlet_code = '{hamlet}'")).Select(Guid.Parse).Order()];

    private async Task<List<string>> Texts(string sql)
    {
        await using var command = host.Database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(Ct);
        var texts = new List<string>();
        while (await rows.ReadAsync(Ct))
            texts.Add(rows.GetString(0));
        return texts;
    }
}
