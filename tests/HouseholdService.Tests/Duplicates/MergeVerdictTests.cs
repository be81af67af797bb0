using System.Net;
using System.Net.Http.Json;
using PovertyPlatform.HouseholdServiceTests.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Duplicates;

/// <summary>The verdict "one household" makes one of two entries, in the commit of the verdict, and can be undone.</summary>
public class MergeVerdictTests(EventHost host) : IClassFixture<EventHost>
{
    private const string Reason = "Đã đối chiếu sổ hộ khẩu tại thôn";
    private static readonly TestActor Officer = TestActors.Officer with { Scopes = [.. TestActors.Officer.Scopes, Scopes.DuplicatesSettle] };

    [Fact]
    public async Task WhoStandsInBoth_IsKeptOnce_WhoStandsInOneGoesOver()
    {
        var (stays, ends, pair) = await Pair("Lò Văn Đôi", "015080000801");
        var before = await State(stays, ends);
        var settled = await (await Verdict(pair, new { verdict = "SameHousehold", reason = Reason, mergeInto = stays })).ShouldBeOk();
        Assert.Equal(("Settled", "SameHousehold"), (settled.GetProperty("state").GetString()!, settled.GetProperty("verdict").GetString()!));
        Assert.Equal(3, (await host.Read(stays)).GetProperty("persons").GetInt32());
        Assert.Equal(["head", "spouse", "child"], (await host.Read(stays)).GetProperty("members").EnumerateArray().Select(member => member.GetProperty("relation").GetString()));
        Assert.Empty(await host.Members(ends));
        Assert.Equal(1, await host.Scalar<long>("select count(*) from household where id = $1 and closed_on is not null", ends));
        Assert.Equal(1, await host.Scalar<long>("select count(*) from messaging.outbox_message where contract = 'event:household:household-merged:v1' and subject_id = $1", stays));

        // Back: first the event, then the pair.
        var refused = await (await Post($"duplicate-candidates/{pair}/reopening", new { reason = "Nhầm hộ, phải xem lại" })).ShouldBeRefused(HttpStatusCode.Conflict, "still-merged");
        Assert.Contains($"{settled.GetProperty("mergeEventId").GetGuid()}", refused.GetProperty("title").GetString(), StringComparison.Ordinal);
        await (await host.Try($"household-events/{settled.GetProperty("mergeEventId").GetGuid()}/undo", new { reason = "Ghi nhầm", evidence = "12/BB" }, stays)).ShouldBeOk();
        await (await Post($"duplicate-candidates/{pair}/reopening", new { reason = "Nhầm hộ, phải xem lại" })).ShouldBeOk();
        Assert.Equal(before, await State(stays, ends));
    }

    [Fact]
    public async Task WhatCannotBeMerged_IsNotSettledEither()
    {
        var (stays, ends, pair) = await Pair("Lò Văn Hai", "015080000802");
        await (await Verdict(pair, new { verdict = "Different", reason = Reason, mergeInto = stays })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Verdict(pair, new { verdict = "SameHousehold", reason = Reason, mergeInto = Guid.NewGuid() })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Verdict(pair, new { verdict = "SameHousehold", reason = Reason, mergeInto = stays }, TestActors.Officer.With(Scopes.DuplicatesSettle))).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        await host.Do(ends, "closing", new { on = "2026-03-01", reason = "Đi khỏi địa phương", evidence = "1/BB" });
        await (await Verdict(pair, new { verdict = "SameHousehold", reason = Reason, mergeInto = stays })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "household-closed");
        Assert.Equal("open 0", await host.Scalar<string>("select state || ' ' || (select count(*) from duplicate_decision where candidate_id = $1) from duplicate_candidate where id = $1", pair));
        await (await Verdict(pair, new { verdict = "SameHousehold", reason = Reason })).ShouldBeOk();
    }

    private async Task<(Guid Stays, Guid Ends, Guid Pair)> Pair(string head, string number)
    {
        var stays = await Enter("Bản Một", new object[]
        {
            new { fullName = head, relation = "head", sex = "Male", birthYear = 1980, identityNumber = number },
            new { fullName = $"Vàng Thị {head[^3..]}", relation = "spouse", sex = "Female", birthDate = "1982-05-06" },
        });
        var ends = await Enter("Bản Hai", new object[]
        {
            new { fullName = head.ToUpperInvariant(), relation = "head", birthYear = 1980 },
            new { fullName = $"Vang Thi {head[^3..]}", relation = "spouse", sex = "Female", birthYear = 1982 },
            new { fullName = $"Lò Thị {head[^3..]}", relation = "child", sex = "Female", birthDate = "2012-07-08" },
        });
        var pair = await host.Scalar<Guid>("""
            insert into duplicate_candidate (province_code, commune_code, id, first_household_id, second_household_id, second_province_code, second_commune_code, search_id, points, persons, reasons, state, found_at)
            values ('15', '04492', gen_random_uuid(), least($1, $2), greatest($1, $2), '15', '04492', gen_random_uuid(), 900, 2, array['name-equal'], 'open', now()) returning id
            """, stays, ends);
        return (stays, ends, pair);
    }

    private async Task<Guid> Enter(string hamlet, object[] members) =>
        (await (await host.Try("households", new { communeCode = "04492", hamlet, on = "2026-01-10", reason = "Mới đến ở", members })).ShouldBeOk()).GetProperty("households")[0].GetProperty("id").GetGuid();

    private Task<HttpResponseMessage> Verdict(Guid pair, object body, TestActor? actor = null) => Post($"duplicate-candidates/{pair}/verdict", body, actor);

    private Task<HttpResponseMessage> Post(string path, object body, TestActor? actor = null) => host.ClientFor(actor ?? Officer).PostAsJsonAsync($"/v1/{path}", body);

    private Task<string> State(Guid one, Guid other) => host.Scalar<string>(
        "select (select string_agg(stated(to_jsonb(m))::text, '|' order by id) from member m where household_id in ($1, $2)) || (select string_agg(stated(to_jsonb(h))::text, '|' order by id) from household h where id in ($1, $2))", one, other);
}
