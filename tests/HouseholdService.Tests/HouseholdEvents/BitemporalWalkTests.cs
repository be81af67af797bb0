using System.Globalization;
using System.Net;
using System.Text.Json;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.HouseholdEvents;

/// <summary>Random lives of a hamlet, told out of order and partly taken back: what the registry says of any day, as known at any instant, is what a plain diary says.</summary>
public class BitemporalWalkTests(EventHost host) : IClassFixture<EventHost>
{
    private const int Steps = 70;
    private const int Questions = 160;
    private readonly DayByDay _diary = new();
    private readonly Stack<JsonElement> _recorded = [];
    private readonly Dictionary<HttpStatusCode, int> _answers = [];
    private Random _random = new(0);
    private int _births;

    [Theory]
    [InlineData(11)]
    [InlineData(2026)]
    [InlineData(68)]
    public async Task AnyDayAsKnownAtAnyInstant_IsWhatTheDiarySays(int seed)
    {
        _random = new Random(seed);
        for (var family = 0; family < 3; family++)
            await Register();
        for (var step = 0; step < Steps; step++)
            await Step();
        Assert.True(_answers.GetValueOrDefault(HttpStatusCode.OK) > Steps / 3, $"Most of what was tried was refused: {string.Join(", ", _answers)}");
        Assert.True(_answers.GetValueOrDefault(HttpStatusCode.UnprocessableEntity) > 0, "Nothing impossible was tried.");

        for (var question = 0; question < Questions; question++)
        {
            var (household, day) = (Pick(_diary.Seen), Day());
            var knownAt = _random.Next(4) == 0 ? null : Pick(_diary.Instants);
            await Ask(household, day, knownAt);
        }

        foreach (var household in _diary.Seen)
            await Ask(household, DayByDay.Last, null);
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household where day_without_one_head(id) is not null"));
        // One person, one household, on every day and at every instant.
        Assert.Equal(0, await host.Scalar<long>("""
            select count(*) from record_version a join record_version b on a.id = b.id and a.kind = b.kind and a.ctid <> b.ctid
            where a.tableoid = b.tableoid and daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to) and tstzrange(a.known_from, a.known_to) && tstzrange(b.known_from, b.known_to)
            """));
        Assert.Equal(0, await host.Scalar<long>("""
            select count(*) from member m join record_version v on v.id = m.id and v.kind = 'member'
            where daterange(m.valid_from, null) && daterange(v.valid_from, v.valid_to) and tstzrange(m.known_from, null) && tstzrange(v.known_from, v.known_to)
            """));
    }

    private async Task Ask(Guid household, DateOnly day, string? knownAt)
    {
        var expected = _diary.Of(household, day, knownAt);
        var response = await host.ClientFor(TestActors.Officer).GetAsync($"/v1/households/{household}?on={day:yyyy-MM-dd}{(knownAt is null ? "" : $"&knownAt={Uri.EscapeDataString(knownAt)}")}");
        if (expected is null)
        {
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            return;
        }

        var told = await response.ShouldBeOk();
        var people = told.GetProperty("members").EnumerateArray().ToDictionary(member => member.GetProperty("id").GetGuid(), member => member.GetProperty("relation").GetString()!);
        Assert.Equal($"{day} {knownAt}: {expected}", $"{day} {knownAt}: {new Home(told.GetProperty("hamlet").GetString()!, told.GetProperty("hasMeritMember").GetBoolean(), people)}");
    }

    private Task Step() => _random.Next(12) switch
    {
        0 => Register(),
        1 or 2 => Split(),
        3 => Merge(),
        4 or 5 => Bear(),
        6 => Die(),
        7 => Marry(),
        8 => ChangeHead(),
        9 => Move(),
        10 => Correct(),
        _ => Undo(),
    };

    private async Task Register()
    {
        var on = Day();
        await Take(await host.Try("households", host.Family(1 + _random.Next(4), $"{on:yyyy-MM-dd}")), on, recorded =>
        {
            var household = Touched(recorded)[0];
            var people = host.Members(household).GetAwaiter().GetResult();
            return day => day[household] = new Home("Bản Púng Luông", false, people.ToDictionary(person => person, person => person == people[0] ? "head" : "other"));
        });
    }

    private async Task Split()
    {
        var (household, home, on) = (Pick(_diary.Today.Keys), default(Home), Day());
        home = _diary.Today[household];
        var going = home.People.Keys.Where(_ => _random.Next(2) == 0).ToList();
        var (newHead, follower) = (going.Count == 0 ? Guid.Empty : Pick(going), home.People.Keys.Except(going).FirstOrDefault());
        var needs = going.Exists(person => home.People[person] == "head");
        var answer = await host.Try($"households/{household}/split", new
        {
            on,
            members = going.Select(person => new { memberId = person, relation = person == newHead ? "head" : "sibling" }),
            newHeadId = needs && follower != Guid.Empty ? follower : (Guid?)null,
        }, household);
        await Take(answer, on, recorded =>
        {
            var fresh = Touched(recorded)[1];
            return day =>
            {
                foreach (var person in going)
                    day[household].People.Remove(person);
                if (needs)
                    day[household].People[follower] = "head";
                day[fresh] = new Home(home.Hamlet, false, going.ToDictionary(person => person, person => person == newHead ? "head" : "sibling"));
            };
        });
    }

    private async Task Merge()
    {
        var (into, joining, on) = (Pick(_diary.Today.Keys), Pick(_diary.Today.Keys), Day());
        var people = _diary.Today[joining].People.Keys.ToList();
        await Take(await host.Try($"households/{into}/merger", new { on, joiningId = joining }, into), on, _ => day =>
        {
            foreach (var person in people)
                day[into].People[person] = "other";
            day[joining].People.Clear();
        });
    }

    private async Task Bear()
    {
        var (household, on) = (Pick(_diary.Today.Keys), Day());
        var known = _diary.Today[household].People.Keys.ToHashSet();
        var answer = await host.Try($"households/{household}/births", new { child = new { fullName = $"Giàng Thị {(char)('A' + (_births++ % 20))}", relation = "child", birthDate = on } }, household);
        await Take(answer, on, _ =>
        {
            var child = host.Members(household).GetAwaiter().GetResult().Single(person => !known.Contains(person));
            return day =>
            {
                if (day.TryGetValue(household, out var home))
                    home.People[child] = "child";
            };
        });
    }

    private async Task Die()
    {
        var (household, on) = (Pick(_diary.Today.Keys), Day());
        var people = _diary.Today[household].People;
        if (people.Count == 0)
            return;
        var dead = Pick(people.Keys);
        var follower = people[dead] == "head" ? people.Keys.FirstOrDefault(person => person != dead) : Guid.Empty;
        var answer = await host.Try($"households/{household}/deaths", new { memberId = dead, on, newHeadId = follower == Guid.Empty ? (Guid?)null : follower }, household);
        await Take(answer, on, _ => day =>
        {
            day[household].People.Remove(dead);
            if (follower != Guid.Empty)
                day[household].People[follower] = "head";
        });
    }

    private async Task Marry()
    {
        var (from, into, on) = (Pick(_diary.Today.Keys), Pick(_diary.Today.Keys), Day());
        var (here, there) = (_diary.Today[from].People, _diary.Today[into].People);
        if (here.Count == 0 || there.Count == 0)
            return;
        var (member, spouse) = (Pick(here.Keys), Pick(there.Keys));
        var follower = here[member] == "head" ? here.Keys.FirstOrDefault(person => person != member) : Guid.Empty;
        var answer = await host.Try($"households/{from}/marriages",
            new { memberId = member, spouseHouseholdId = into, spouseId = spouse, relation = "child-in-law", on, newHeadId = follower == Guid.Empty ? (Guid?)null : follower }, from);
        await Take(answer, on, _ => day =>
        {
            day[from].People.Remove(member);
            if (follower != Guid.Empty)
                day[from].People[follower] = "head";
            day[into].People[member] = "child-in-law";
        });
    }

    private async Task ChangeHead()
    {
        var (household, on) = (Pick(_diary.Today.Keys), Day());
        var people = _diary.Today[household].People;
        if (people.Count == 0)
            return;
        var (head, old) = (Pick(people.Keys), people.FirstOrDefault(pair => pair.Value == "head").Key);
        await Take(await host.Try($"households/{household}/head", new { newHeadId = head, relationOfOld = "parent", on }, household), on, _ => day =>
        {
            day[household].People[old] = "parent";
            day[household].People[head] = "head";
        });
    }

    private async Task Move()
    {
        var (household, on, hamlet) = (Pick(_diary.Today.Keys), Day(), $"Bản {(char)('A' + _random.Next(5))}");
        await Take(await host.Try($"households/{household}/move", new { hamlet, on }, household), on, _ => day => day[household] = day[household] with { Hamlet = hamlet });
    }

    private async Task Correct()
    {
        var (household, merit) = (Pick(_diary.Today.Keys), _random.Next(2) == 0);
        var answer = await host.Try($"households/{household}/correction", new { facts = new { hasMeritMember = merit }, reason = "Bổ sung hồ sơ", evidence = "1/NCC" }, household);
        Count(answer);
        if (answer.StatusCode != HttpStatusCode.OK)
            return;
        var recorded = await answer.ShouldBeOk();
        _recorded.Push(recorded);
        _diary.Correct(recorded.GetProperty("knownAt").GetString()!, household, day => day[household] = day[household] with { HasMerit = merit });
    }

    private async Task Undo()
    {
        // Only what the diary can take back too: the latest. Earlier ones are refused where something rests on them.
        if (_recorded.Count < 4)
            return;
        var undone = await host.Undo(_recorded.Pop());
        _diary.Undo(undone.GetProperty("knownAt").GetString()!);
    }

    private async Task Take(HttpResponseMessage answer, DateOnly on, Func<JsonElement, Action<Picture>> change)
    {
        Count(answer);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            Assert.True(answer.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest or HttpStatusCode.Conflict, await answer.Content.ReadAsStringAsync());
            return;
        }

        var recorded = await answer.ShouldBeOk();
        _recorded.Push(recorded);
        _diary.Take(recorded.GetProperty("knownAt").GetString()!, on, Touched(recorded), change(recorded));
    }

    private void Count(HttpResponseMessage answer) => _answers[answer.StatusCode] = _answers.GetValueOrDefault(answer.StatusCode) + 1;

    private static List<Guid> Touched(JsonElement recorded) => [.. recorded.GetProperty("households").EnumerateArray().Select(row => row.GetProperty("id").GetGuid())];

    private DateOnly Day() => DayByDay.First.AddDays(_random.Next(DayByDay.Last.DayNumber - DayByDay.First.DayNumber + 1));

    private T Pick<T>(IEnumerable<T> all)
    {
        var items = all.Order(Comparer<T>.Create((one, other) => string.CompareOrdinal(Convert.ToString(one, CultureInfo.InvariantCulture), Convert.ToString(other, CultureInfo.InvariantCulture)))).ToList();
        return items[_random.Next(items.Count)];
    }
}
