using System.Net;
using System.Text.Json;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.HouseholdEvents;

/// <summary>What happens to households in life, one event after another, and what can be read about it afterwards.</summary>
public class EventJourneyTests(EventHost host) : IClassFixture<EventHost>
{
    [Fact]
    public async Task Split_MakesAHouseholdWithoutClassAndKeepsOneHeadEach()
    {
        var (origin, people) = await host.Register(4);
        var told = await Told("household-split");
        var recorded = await host.Do(origin, "split", new { on = "2026-05-01", members = new[] { new { memberId = people[0], relation = "head" }, new { memberId = people[3], relation = "spouse" } }, newHeadId = people[1], evidence = "4/ĐN" });
        var fresh = recorded.GetProperty("households")[1].GetProperty("id").GetGuid();

        Assert.Equal([people[1], people[2]], await host.Members(origin));
        Assert.Equal([people[0], people[3]], await host.Members(fresh));
        Assert.Equal(["head", "other"], Relations(await host.Read(origin)));
        Assert.Equal(["head", "spouse"], Relations(await host.Read(fresh)));
        Assert.Equal(told + 1, await Told("household-split"));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from review where household_id = $1", fresh));
        Assert.Equal(2, await host.Scalar<long>("select count(*) from person_key where household_id = $1", fresh));
        // The day before they were one; the new household was not there.
        Assert.Equal(people, await host.Members(origin, "?on=2026-04-30"));
        Assert.Equal(HttpStatusCode.NotFound, (await Get($"{fresh}?on=2026-04-30")).StatusCode);
    }

    [Fact]
    public async Task Merger_EndsTheHouseholdThatJoins()
    {
        var (into, first) = await host.Register(2);
        var (joining, second) = await host.Register(2);
        await host.Do(into, "merger", new { on = "2026-06-01", joiningId = joining });
        Assert.Equal([.. first, .. second], await host.Members(into));
        Assert.Single(Relations(await host.Read(into)), "head");
        Assert.Empty(await host.Members(joining));
        Assert.Equal(second, await host.Members(joining, "?on=2026-05-31"));
        await (await host.Try($"households/{joining}/move", new { hamlet = "Bản Mới" }, joining)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "household-closed");
    }

    [Fact]
    public async Task BirthToldLate_IsTrueFromTheBirthDateOn()
    {
        var (household, people) = await host.Register(2);
        var moved = await host.Do(household, "move", new { hamlet = "Bản Nả Háng", on = "2026-07-01" });
        await host.Do(household, "births", new { child = new { fullName = "Giàng Thị Mẩy", relation = "child", sex = "Female", birthDate = "2026-03-15" }, evidence = "7/KS" });
        Assert.Equal(2, (await host.Members(household, "?on=2026-03-14")).Count);
        Assert.Equal(3, (await host.Members(household, "?on=2026-03-15")).Count);
        Assert.Equal(3, (await host.Read(household)).GetProperty("persons").GetInt32());
        Assert.Equal("Bản Púng Luông", (await host.Read(household, "?on=2026-06-30")).GetProperty("hamlet").GetString());
        // As it was known when the family moved, nobody had been born.
        Assert.Equal(people, await host.Members(household, $"?on=2026-07-02&{EventHost.KnownAt(moved)}"));
    }

    [Fact]
    public async Task DeathOfTheHead_NeedsAnotherOneAndTheLastDeathEndsTheHousehold()
    {
        var (household, people) = await host.Register(2);
        await (await host.Try($"households/{household}/deaths", new { memberId = people[0], on = "2026-08-01" }, household)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "head-needed");
        await host.Do(household, "deaths", new { memberId = people[0], on = "2026-08-01", newHeadId = people[1], evidence = "3/KT" });
        Assert.Equal(["head"], Relations(await host.Read(household)));
        var last = await host.Do(household, "deaths", new { memberId = people[1], on = "2026-09-01" });
        Assert.Equal("2026-09-01", last.GetProperty("households")[0].GetProperty("closedOn").GetString());
        Assert.Equal(0, await host.Scalar<long>("select count(*) from person_key where household_id = $1", household));
    }

    [Fact]
    public async Task Marriage_MovesOneMemberWithoutMakingTwoOfThem()
    {
        var (from, brides) = await host.Register(3);
        var (into, grooms) = await host.Register(2);
        await host.Do(from, "marriages", new { memberId = brides[2], spouseHouseholdId = into, spouseId = grooms[1], relation = "child-in-law", on = "2026-02-14", evidence = "9/KH" });
        Assert.Equal([.. grooms, brides[2]], await host.Members(into));
        foreach (var day in new[] { "2026-02-13", "2026-02-14", "2026-11-01" })
            Assert.Single((await host.Members(from, $"?on={day}")).Concat(await host.Members(into, $"?on={day}")), brides[2]);
    }

    [Fact]
    public async Task Correction_ChangesWhatIsKnownAndNotSinceWhen()
    {
        var (household, people) = await host.Register(2);
        var earlier = await host.Do(household, "correction", new { facts = new { telephone = "0212000111" }, reason = "Bổ sung", evidence = "1/PC" });
        await host.Do(household, $"members/{people[0]}/correction",
            new { person = new { fullName = "Sùng Thị Dợ", relation = "head", sex = "Female", birthYear = 1979, ethnicGroupCode = "08" }, reason = "Sai tên", evidence = "2/CCCD" });
        Assert.StartsWith("Sùng", Names(await host.Read(household, "?on=2026-01-10"))[0], StringComparison.Ordinal);
        Assert.StartsWith("Giàng", Names(await host.Read(household, $"?on=2026-01-10&{EventHost.KnownAt(earlier)}"))[0], StringComparison.Ordinal);
        Assert.Equal("Sùng Thị Dợ", await host.Scalar<string>("select head_name from household where id = $1", household));
        await (await host.Try($"households/{household}/correction", new { facts = new { telephone = "0212000111" }, reason = "x", evidence = "y" }, household))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "nothing-changes");
    }

    [Fact]
    public async Task Undo_RestoresWhatWasThereAndKeepsWhatWasBelieved()
    {
        var (origin, people) = await host.Register(3);
        var before = await State(origin);
        var split = await host.Do(origin, "split", new { on = "2026-05-01", members = new[] { new { memberId = people[2], relation = "head" } } });
        var fresh = split.GetProperty("households")[1].GetProperty("id").GetGuid();
        var head = await host.Do(origin, "head", new { newHeadId = people[1], on = "2026-06-01", relationOfOld = "spouse" });

        var refused = await (await host.TryUndo(split)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "depended-upon");
        Assert.Contains("thay đổi chủ hộ", refused.GetProperty("title").GetString(), StringComparison.Ordinal);
        await host.Undo(head);
        await (await host.TryUndo(head)).ShouldBeRefused(HttpStatusCode.Conflict, "already-undone");
        await host.Undo(split);

        Assert.Equal(before, await State(origin));
        Assert.Equal(people, await host.Members(origin, "?on=2026-11-01"));
        Assert.Equal(HttpStatusCode.NotFound, (await Get($"{fresh}")).StatusCode);
        Assert.Equal([people[2]], await host.Members(fresh, $"?on=2026-11-01&{EventHost.KnownAt(head)}"));
        Assert.Equal(3, await host.Scalar<long>("select count(*) from person_key where household_id = $1", origin));
    }

    [Fact]
    public async Task UndoneBirth_FreesTheNumberOfTheChild()
    {
        var (household, _) = await host.Register(1);
        object Birth(string number) => new { child = new { fullName = "Giàng A Tủa", relation = "child", birthDate = "2026-04-04", identityNumber = number } };
        var born = await host.Do(household, "births", Birth("015326004777"));
        var (other, _) = await host.Register(1);
        await (await host.Try($"households/{other}/births", Birth("015326004777"), other)).ShouldBeRefused(HttpStatusCode.Conflict, "identity-elsewhere");
        await host.Undo(born);
        await host.Do(other, "births", Birth("015326004777"));
    }

    [Fact]
    public async Task TwoOfficers_TheSecondHearsWhatChanged()
    {
        var (household, people) = await host.Register(2);
        var tag = await host.Tag(household);
        await host.Do(household, "head", new { newHeadId = people[1], on = "2026-03-01" });
        var refused = await (await host.Try($"households/{household}/move", new { hamlet = "Bản Mới" }, ifMatch: tag)).ShouldBeRefused(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        Assert.Contains("thay đổi chủ hộ", refused.GetProperty("faults")[0].GetProperty("vi").GetString(), StringComparison.Ordinal);
        await (await host.Try($"households/{household}/move", new { hamlet = "Bản Mới" })).ShouldBeRefused((HttpStatusCode)428, "version-needed");

        // At the same moment: one is recorded, the others are told.
        tag = await host.Tag(household);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => host.Try($"households/{household}/move", new { hamlet = $"Bản {(char)('A' + number)}", on = "2026-04-01" }, ifMatch: tag)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.OK), answer => Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode));
        Assert.Equal(1, await host.Scalar<long>("select count(*) from household_event where household_id = $1 and kind = 'moved'", household));
    }

    [Fact]
    public async Task History_TellsWhatBecameKnownAndIsRecorded()
    {
        var (household, people) = await host.Register(2);
        await host.Undo(await host.Do(household, "head", new { newHeadId = people[1], on = "2026-03-01", reason = "Cao tuổi" }));
        var page = await (await Get($"{household}/history?limit=2")).ShouldBeOk();
        Assert.Equal(["Undone", "HeadChanged"], page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("kind").GetString()));
        Assert.True(page.GetProperty("items")[1].GetProperty("isUndone").GetBoolean());
        Assert.Equal(2, page.GetProperty("items")[1].GetProperty("members").GetInt32());
        var rest = await (await Get($"{household}/history?limit=2&cursor={page.GetProperty("next").GetString()}")).ShouldBeOk();
        Assert.Equal(["Registered"], rest.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("kind").GetString()));
        Assert.Equal(2, await host.Scalar<long>("select count(*) from audit.entry where subject_id = $1 and action = 'household.history-read'", household));
        Assert.Equal(1, await host.Scalar<long>("select count(*) from audit.entry where subject_id = $1 and action = 'household.change-head' and before_hash is not null and after_hash is not null", household));
    }

    [Fact]
    public async Task Repeated_Request_ChangesNothing()
    {
        var (household, _) = await host.Register(2);
        var tag = await host.Tag(household);
        var answers = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/households/{household}/move") { Content = System.Net.Http.Json.JsonContent.Create(new { hamlet = "Bản Hai", on = "2026-03-03" }) };
            request.Headers.Add("Idempotency-Key", $"again-{household:N}");
            request.Headers.Add("If-Match", tag);
            answers.Add((await (await host.ClientFor(TestKit.Access.TestActors.Officer).SendAsync(request, TestContext.Current.CancellationToken)).ShouldBeOk()).GetRawText());
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(1, await host.Scalar<long>("select count(*) from household_event where household_id = $1 and kind = 'moved'", household));
    }

    private Task<HttpResponseMessage> Get(string path) => host.ClientFor(TestKit.Access.TestActors.Officer).GetAsync($"/v1/households/{path}");

    private Task<long> Told(string name) => host.Scalar<long>($"select count(*) from messaging.outbox_message where contract = 'event:household:{name}:v1'");

    private Task<string> State(Guid household) => host.Scalar<string>(
        "select string_agg(stated(to_jsonb(m))::text, '|' order by id) || (select stated(to_jsonb(h))::text from household h where id = $1) from member m where household_id = $1", household);

    private static List<string> Relations(JsonElement household) => [.. household.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("relation").GetString()!)];

    private static List<string> Names(JsonElement household) => [.. household.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("name").GetString()!)];
}
