using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyPlatform.Contracts.Identity;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdServiceTests.Door;
using PovertyPlatform.HouseholdServiceTests.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;
using static PovertyPlatform.HouseholdServiceTests.Reviews.ReviewSteps;

namespace PovertyPlatform.HouseholdServiceTests.Households;

/// <summary>A hamlet head sees and changes what lies in the own hamlet, and nothing tells of the others; on the lists of the sample commune.</summary>
public sealed class HamletScopeTests(ReviewHost host) : IClassFixture<ReviewHost>, IAsyncLifetime
{
    private string _mine = "", _others = "";
    private TestActor _head = TestActors.HamletHead;

    public async ValueTask InitializeAsync()
    {
        host.Day("2026-09-01");
        if (await host.Scalar<long>("select count(*) from household") == 0)
            await host.ImportSample(2025, "2025-11-14");
        var largest = await host.Column<string>("select hamlet_code from household where commune_code = '04492' group by 1 order by count(*) desc, 1 limit 2");
        (_mine, _others) = (largest[0], largest[1]);
        _head = TestActors.HamletHead with { Id = Guid.NewGuid().ToString(), Hamlets = [_mine] };
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task EveryHouseholdThatNamesAHamlet_HasItsNumber_InOrderOfTheFile()
    {
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household where (hamlet_code is null) <> (hamlet_search = '')"));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household h join hamlet l using (hamlet_code) where l.name_search <> h.hamlet_search or l.commune_code <> h.commune_code"));
        Assert.Equal("044920001", await host.Scalar<string>("select hamlet_code from household where commune_code = '04492' order by id limit 1"));
        var listed = (await host.Get(Officer, "hamlets?communeCode=04492&limit=200")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()!).ToList();
        Assert.Equal(await host.Column<string>("select hamlet_code from hamlet where commune_code = '04492' order by 1"), listed);
    }

    [Fact]
    public async Task Head_ListsExactlyTheOwnHamlet()
    {
        var expected = await host.Column<Guid>($"select id from household where hamlet_code = '{_mine}' order by id");
        Assert.Equal(expected, await Pages(_head, "households?"));
        Assert.Equal(expected, await Pages(_head, "households?communeCode=04492&"));
        Assert.True(expected.Count < (await Pages(Officer, "households?")).Count);
        Assert.Empty(await Pages(_head with { Hamlets = ["044929999"] }, "households?"));
        Assert.Empty(await Pages(_head, "households?communeCode=02680&"));
        Assert.Equal([_mine], (await host.Get(_head, "hamlets")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task HouseholdOfAnotherHamlet_DoesNotExist_HoweverItIsAskedFor()
    {
        var (mine, theirs) = (await First(_mine), await First(_others));
        var far = await OpeningStage.Household(host, "31299", "92");
        foreach (var path in new[] { "", "/classification", "/history", "/causes", "/consents", "/restrictions", "?on=2026-01-01", "/population-checks" })
        {
            await (await host.TryGet(_head, $"households/{mine}{path}")).ShouldBeOk();
            foreach (var hidden in new[] { theirs, far })
            {
                var refused = await host.TryGet(_head, $"households/{hidden}{path}");
                if (path is "/consents" or "/restrictions" or "/population-checks" && refused.IsSuccessStatusCode)
                    Assert.DoesNotContain(hidden.ToString(), await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
                else
                    await refused.ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
            }
        }

        await (await host.TryGet(_head, $"exports/households/{mine}/forms/a?year=2026")).ShouldBeOkStatus();
        await (await host.TryGet(_head, $"exports/households/{theirs}/forms/a?year=2026")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        var list = await (await host.TryGet(_head, "exports/households?communeCode=04492&year=2025&format=csv")).Content.ReadAsStringAsync(Ct);
        foreach (var (hamlet, isOn) in new[] { (_mine, true), (_others, false) })
            Assert.Equal(isOn, list.Contains(await host.Scalar<string>("select name from hamlet where hamlet_code = $1", hamlet), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Search_FindsNobodyOfAnotherHamlet()
    {
        var name = await host.Scalar<string>($"select full_name from member m join household h on h.id = m.household_id where h.hamlet_code = '{_others}' and m.left_on is null order by m.id limit 1");
        foreach (var commune in new[] { null, Commune })
        {
            var found = (await host.Do(_head, "households/search-people", new { name, communeCode = commune })).GetProperty("matches").EnumerateArray().Select(match => match.GetProperty("householdId").GetGuid()).ToList();
            Assert.All(found, id => Assert.Equal(_mine, host.Scalar<string>("select hamlet_code from household where id = $1", id).Result));
            Assert.NotEmpty((await host.Do(Officer, "households/search-people", new { name, communeCode = commune })).GetProperty("matches").EnumerateArray());
        }
    }

    [Fact]
    public async Task Household_GoesWithItsHamlet_AndTheOldHeadSeesItNoMore()
    {
        var household = await First(_mine, 3);
        var other = _head with { Id = Guid.NewGuid().ToString(), Hamlets = [_others] };
        await (await host.TryGet(other, $"households/{household}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        var name = await host.Scalar<string>($"select name from hamlet where hamlet_code = '{_others}'");
        await Move(household, name);
        Assert.Equal(_others, await host.Scalar<string>("select hamlet_code from household where id = $1", household));
        foreach (var path in new[] { "", "/history", "/classification", "?on=2026-01-01" })
        {
            await (await host.TryGet(_head, $"households/{household}{path}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
            await (await host.TryGet(other, $"households/{household}{path}")).ShouldBeOk();
        }
    }

    [Fact]
    public async Task ANewHamlet_GetsTheNextNumber_AndAnotherSpellingWithoutMarksIsTheSame()
    {
        var household = await First(_others, 5);
        var last = await host.Scalar<string>("select max(hamlet_code) from hamlet where commune_code = '04492'");
        await Move(household, "Bản Mới Lập");
        var given = await host.Scalar<string>("select hamlet_code from household where id = $1", household);
        Assert.Equal(int.Parse(last, System.Globalization.CultureInfo.InvariantCulture) + 1, int.Parse(given, System.Globalization.CultureInfo.InvariantCulture));
        await Move(await First(_others, 6), "BAN MOI LAP");
        Assert.Equal(2, await host.Scalar<long>("select count(*) from household where hamlet_code = $1", given));
    }

    [Fact]
    public async Task RawConnection_SeesTheHamlet_AndWritesOnlyThere()
    {
        var (mine, theirs) = (await First(_mine, 1), await First(_others, 1));
        foreach (var id in new[] { mine, theirs })
            await host.Scalar<Guid>("update household set address = gen_random_uuid()::text where id = $1 returning id", id);
        await using var app = NpgsqlDataSource.Create(host.AppConnectionString);
        await using var connection = await app.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        foreach (var table in new[] { "household", "member", "review", "record_version", "hamlet" })
            Assert.Equal(0L, await Run($"select count(*) from {table}"));
        await Run($"select set_config('app.area', '{{{_mine}}}', true)");
        Assert.Equal(_mine, await Run("select string_agg(distinct hamlet_code, ' ') from household"));
        Assert.Equal(_mine, await Run("select string_agg(hamlet_code, ' ') from hamlet"));
        foreach (var table in new[] { "member", "review", "person_key", "record_version" })
        {
            Assert.Equal(0L, await Run($"select count(*) from {table} where household_id = '{theirs}'"));
            Assert.Equal(await host.Scalar<long>($"select count(*) from {table} t join household h on h.id = t.household_id where h.hamlet_code = '{_mine}'"), await Run($"select count(*) from {table}"));
        }

        Assert.Null(await Run($"update household set persons = persons where id = '{theirs}' returning 1"));
        Assert.Equal(1, await Run($"update household set persons = persons where id = '{mine}' returning 1"));
        Assert.Equal(0L, await Run("select count(*) from rights_request"));
        await transaction.SaveAsync("before", Ct);
        var name = await host.Scalar<string>($"select name from hamlet where hamlet_code = '{_others}'");
        var search = await host.Scalar<string>($"select name_search from hamlet where hamlet_code = '{_others}'");
        foreach (var attempt in new[]
        {
            $"update household set hamlet_name = '{name}', hamlet_search = '{search}' where id = '{mine}' returning 1",
            $"update household set hamlet_name = 'Bản Khác', hamlet_search = 'ban khac' where id = '{mine}' returning 1",
            $"insert into household_cause (province_code, commune_code, id, household_id, cause_code, is_main, is_restricted, recorded_on, recorded_by) values ('15', '04492', gen_random_uuid(), '{theirs}', 'C1', false, false, current_date, 'x') returning 1",
            "update review_cycle set plan_number = 'x' returning 1",
        })
        {
            try
            {
                Assert.Null(await Run(attempt));
            }
            catch (PostgresException refused)
            {
                Assert.Contains("row-level security", refused.MessageText, StringComparison.Ordinal);
            }

            await transaction.RollbackAsync("before", Ct);
        }

        Assert.Equal(1, await Run($"insert into household_cause (province_code, commune_code, id, household_id, cause_code, is_main, is_restricted, recorded_on, recorded_by) values ('15', '04492', gen_random_uuid(), '{mine}', 'C1', false, false, current_date, 'x') returning 1"));

        async Task<object?> Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            return await command.ExecuteScalarAsync(Ct);
        }
    }

    [Fact]
    public async Task BothWalls_AgreeOnEveryTable()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HouseholdDb>();
        var held = await host.Column<Guid>($"select id from household where hamlet_code = '{_mine}' union all select c.id from review_case c join household h on h.id = c.household_id where h.hamlet_code = '{_mine}' union all select m.id from member m join household h on h.id = m.household_id where h.hamlet_code = '{_mine}'");
        var area = AreaScope.None with { Hamlets = [_mine], Held = held };
        foreach (var type in db.Model.GetEntityTypes().Select(type => type.ClrType).Where(type => typeof(IAreaBound).IsAssignableFrom(type)).Distinct())
        {
            var (filtered, walled) = ((int)await Count(type, false), (int)await Count(type, true));
            Assert.True(filtered == walled, $"{type.Name}: {filtered} by the filter, {walled} by row security.");
        }

        async Task<object> Count(Type type, bool ignore)
        {
            db.Area = area;
            var method = typeof(HamletScopeTests).GetMethod(nameof(CountOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(type);
            return await (Task<int>)method.Invoke(null, [db, ignore])!;
        }
    }

    private static Task<int> CountOf<TEntity>(HouseholdDb db, bool ignore)
        where TEntity : class => (ignore ? db.Set<TEntity>().IgnoreQueryFilters() : db.Set<TEntity>()).CountAsync();

    [Fact]
    public async Task RevokedHead_IsRefusedWithinSeconds()
    {
        await host.Get(_head, "households?limit=1");
        var now = DateTimeOffset.UtcNow.AddYears(1);
        await host.Database.Tell(new SubjectRevoked(Guid.CreateVersion7(), now, Guid.NewGuid(), now.ToUnixTimeMilliseconds(), "", "", _head.Id, now));
        await Eventually.Equals(HttpStatusCode.Unauthorized, async () => (await host.TryGet(_head, "households?limit=1")).StatusCode, TimeSpan.FromSeconds(20));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<Guid> First(string hamlet, int skip = 0) => host.Scalar<Guid>($"select id from household where hamlet_code = '{hamlet}' order by id offset {skip} limit 1");

    private async Task Move(Guid household, string hamlet) => await (await host.Post(Officer, $"households/{household}/move", new { on = "2026-08-20", hamlet, reason = "Hộ chuyển sang thôn khác", evidence = "12/GXN" },
        (await host.TryGet(Officer, $"households/{household}")).Headers.ETag!.Tag, Guid.NewGuid().ToString())).ShouldBeOkStatus();

    private async Task<List<Guid>> Pages(TestActor actor, string path)
    {
        var ids = new List<Guid>();
        for (string? cursor = null; ;)
        {
            var page = await host.Get(actor, $"{path}limit=200{(cursor is null ? "" : $"&cursor={cursor}")}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            if (!page.TryGetProperty("next", out var next) || next.ValueKind == JsonValueKind.Null)
                return ids;
            cursor = next.GetString();
        }
    }
}
