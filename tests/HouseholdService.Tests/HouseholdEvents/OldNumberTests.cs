using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.HouseholdServiceTests.Protection;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.HouseholdEvents;

/// <summary>The 9-digit number of an old card (CMND) and the 12-digit one are of one person: in the list of the next year, in another commune's file, and for the officer who asks.</summary>
public class OldNumberTests(EventHost host) : IClassFixture<EventHost>
{
    private static readonly TestActor Settler = TestActors.Officer with { Scopes = [.. TestActors.Officer.Scopes, Scopes.DuplicatesSettle] };

    [Fact]
    public async Task NewCardInTheNextYearsList_IsTheSamePerson_AndAnOlderListSaysNothingAgainstIt()
    {
        await host.Clear();
        await host.Import(Old(100), year: 2025, reviewedOn: "2025-11-14");
        var (people, old) = (await People(), await Numbers("identity_number"));
        Assert.All(old.Values, number => Assert.Equal(9, number.Length));

        Assert.Equal("done", (await host.Import(EventHost.Book(5, 100), year: 2026, reviewedOn: "2026-10-30")).GetProperty("state").GetString());
        Assert.Equal(people, await People());
        var now = await Numbers("identity_number");
        Assert.Equal(HouseholdSamples.Make(5, 100).SelectMany(household => household.Members).Select(member => member.Identity).OfType<string>().Order(), now.Values.Order());
        Assert.Equal(old, await Numbers("old_number"));
        Assert.Equal(now.Count + old.Count, await host.Scalar<long>("select count(*) from person_key"));
        foreach (var number in new[] { old.First().Value, now[old.First().Key] })
            Assert.Equal(await host.Scalar<Guid>("select household_id from member where id = $1", old.First().Key), await Found(number));

        // The old numbers once more, in a file with the same answers: nothing differs.
        var before = await Everything();
        var again = await host.Import(Old(100), year: 2026, reviewedOn: "2026-10-30");
        Assert.Equal(("done", 0, 0), (again.GetProperty("state").GetString()!, again.GetProperty("counts").GetProperty("householdsAdded").GetInt32(), again.GetProperty("counts").GetProperty("householdsChanged").GetInt32()));
        Assert.Equal(before, await Everything());

        // In another commune's file the old number is that of the same person.
        var elsewhere = await host.Import(EventHost.Book(1, 9100, (household, member, cells) => cells[7] = member == 0 ? old.First().Value : ""), commune: "02680", client: host.ClientFor(TestActors.Officer with { Communes = ["02680"] }));
        Assert.Equal("refused", elsewhere.GetProperty("state").GetString());
        Assert.Equal("identity-elsewhere", await host.Scalar<string>($"select string_agg(distinct code, ' ') from import.finding where job_id = '{elsewhere.GetProperty("id").GetGuid()}' and code like 'identity-%'"));
    }

    [Fact]
    public async Task OlderListThatComesLater_LinksItsNumbers_AndAListWithoutNumbersTakesNoneAway()
    {
        await host.Clear();
        await host.Import(EventHost.Book(4, 200), reviewedOn: "2026-10-01");
        var (people, numbers) = (await People(), await Numbers("identity_number"));
        await host.Import(Old(200, 4), reviewedOn: "2026-10-02");
        Assert.Equal(people, await People());
        Assert.Equal(numbers, await Numbers("identity_number"));
        var old = await Numbers("old_number");
        Assert.Equal(numbers.Keys.Order(), old.Keys.Order());

        await host.Import(EventHost.Book(4, 200, (_, _, cells) => cells[7] = ""), reviewedOn: "2026-10-03");
        Assert.Equal((people.Count, numbers.Count, old.Count), ((await People()).Count, (await Numbers("identity_number")).Count, (await Numbers("old_number")).Count));
        Assert.Equal(numbers.Count + old.Count, await host.Scalar<long>("select count(*) from person_key"));

        // Somebody else of the same age in the same place does not inherit a number.
        await host.Import(EventHost.Book(4, 200, (household, member, cells) => (cells[7], cells[2]) = ("", household.Number == 200 && member == 0 ? "Vàng Thị Khác Hẳn" : cells[2])), reviewedOn: "2026-10-04");
        Assert.Equal(0, await host.Scalar<long>("select count(*) from member where full_name = 'Vàng Thị Khác Hẳn' and (identity_mark is not null or old_mark is not null)"));
    }

    [Fact]
    public async Task Correction_KeepsTheReplacedNumber_ShowsItMasked_AndCanBeUndone()
    {
        var (household, _) = await host.Register(1, "2026-01-10");
        var born = await host.Do(household, "births", new { child = new { fullName = "Giàng Thị Mẩy", relation = "child", sex = "Female", birthDate = "2026-02-04", identityNumber = "060812345" } });
        var child = (await host.Members(household))[1];
        object Right(string? number = null, string? old = null) => new { person = new { fullName = "Giàng Thị Mẩy", relation = "child", sex = "Female", birthDate = "2026-02-04", identityNumber = number, oldNumber = old }, reason = "Đổi sang căn cước", evidence = "7/CCCD" };
        async Task<(string?, string?)> Shown(string query = "") => (await host.Read(household, query)).GetProperty("members")[1] is var person
            ? (person.GetProperty("identityNumber").GetString(), person.TryGetProperty("oldNumber", out var shown) ? shown.GetString() : null) : default;

        foreach (var wrong in new[] { Right(old: "12345678"), Right(old: "1234567890"), Right(old: "12345678x"), Right("060812346", "060812345") })
            Assert.Contains("person.oldNumber", (await (await host.Try($"households/{household}/members/{child}/correction", wrong, household)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request")).GetRawText(), StringComparison.Ordinal);
        var corrected = await host.Do(household, $"members/{child}/correction", Right("015326000311"));
        Assert.Equal(("•••••••••311", "••••••345"), await Shown());
        Assert.Equal(("••••••345", null), await Shown($"?{EventHost.KnownAt(born)}"));
        Assert.Equal(household, await Found("060812345"));
        Assert.Equal(household, await Found("015326000311"));
        Assert.Empty(await host.Holding("060812345"));
        var clear = await (await host.ClientFor(TestActors.Officer).PostAsJsonAsync($"/v1/households/{household}/reveal", new { purpose = "review", reason = "Rà soát năm 2026" }, Ct)).ShouldBeOk();
        Assert.Equal("060812345", clear.GetProperty("persons")[1].GetProperty("oldNumber").GetString());

        // A wrong link is taken away; what was believed stays readable. Undone, it is there again, and found.
        var taken = await host.Do(household, $"members/{child}/correction", Right(old: ""));
        Assert.Equal(("•••••••••311", null), await Shown());
        Assert.Null(await Found("060812345"));
        Assert.Equal(("•••••••••311", "••••••345"), await Shown($"?{EventHost.KnownAt(corrected)}"));
        await host.Undo(taken);
        Assert.Equal(household, await Found("060812345"));
        await (await host.Try($"households/{household}/members/{child}/correction", Right(old: "060812345"), household)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "nothing-changes");
    }

    [Fact]
    public async Task OldNumberOfAnotherPerson_IsWarnedOf_FoundAsDuplicate_AndBothNumbersStayWithTheOneWhoIsKept()
    {
        var first = await Enter("Bản Một", "Lò Văn Cũ", "1961-03-05", "060900001", null);
        var secondAnswer = await Entered("Bản Hai", "Lò Văn Cu", "1961-05-03", "015061000901", "060900001");
        Assert.Equal("old-number-elsewhere", Assert.Single(secondAnswer.GetProperty("warnings").EnumerateArray()).GetProperty("code").GetString());
        var second = secondAnswer.GetProperty("households")[0].GetProperty("id").GetGuid();

        // Who has no other number than an old one that is linked already is that person.
        await (await host.Try("households", Family("Bản Ba", "Lò Văn Ba", "1961-03-05", "060900001", null))).ShouldBeRefused(HttpStatusCode.Conflict, "identity-elsewhere");

        var search = (await (await host.ClientFor(Settler).PostAsJsonAsync("/v1/duplicate-searches", new { communeCode = "04492" }, Ct)).ShouldBeOk()).GetProperty("id").GetGuid();
        await Eventually.Get(async () => await (await host.ClientFor(Settler).GetAsync($"/v1/duplicate-searches/{search}", Ct)).ShouldBeOk(), found => found.GetProperty("state").GetString() == "Done", TimeSpan.FromSeconds(60));
        var pair = await host.Scalar<Guid>("select id from duplicate_candidate where first_household_id = least($1, $2) and second_household_id = greatest($1, $2) and 'identity-equal' = any(reasons)", first, second);
        using var verdict = new HttpRequestMessage(HttpMethod.Post, $"/v1/duplicate-candidates/{pair}/verdict") { Content = JsonContent.Create(new { verdict = "SameHousehold", reason = "Đã đối chiếu chứng minh cũ", mergeInto = first }) };
        await (await host.ClientFor(Settler with { Scopes = [.. Settler.Scopes, Scopes.HouseholdsWrite] }).SendAsync(verdict, Ct)).ShouldBeOk();
        Assert.Equal(1, (await host.Read(first)).GetProperty("persons").GetInt32());
        Assert.Equal(first, await Found("015061000901"));
        Assert.Equal(first, await Found("060900001"));
        var member = (await host.Members(first))[0];
        Assert.Equal(("015061000901", "060900001"), ((await Numbers("identity_number"))[member], (await Numbers("old_number"))[member]));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The households with the numbers that their people had before 2016.</summary>
    private static byte[] Old(int from, int households = 5) => EventHost.Book(households, from, (household, member, cells) =>
        cells[7] = household.Members[member].Identity is null ? "" : $"06{household.Number:00000}{member:00}");

    private static object Family(string hamlet, string name, string birthDate, string number, string? old) => new
    {
        communeCode = "04492",
        hamlet,
        on = "2026-01-10",
        reason = "Mới đến ở",
        members = new[] { new { fullName = name, relation = "head", sex = "Male", birthDate, identityNumber = number, oldNumber = old } },
    };

    private async Task<JsonElement> Entered(string hamlet, string name, string birthDate, string number, string? old) => await (await host.Try("households", Family(hamlet, name, birthDate, number, old))).ShouldBeOk();

    private async Task<Guid> Enter(string hamlet, string name, string birthDate, string number, string? old) => (await Entered(hamlet, name, birthDate, number, old)).GetProperty("households")[0].GetProperty("id").GetGuid();

    private async Task<Guid?> Found(string number)
    {
        var matches = (await (await host.ClientFor(TestActors.Officer).PostAsJsonAsync("/v1/households/search", new { identityNumber = number }, Ct)).ShouldBeOk()).GetProperty("matches");
        return matches.GetArrayLength() == 0 ? null : matches[0].GetProperty("householdId").GetGuid();
    }

    private async Task<Dictionary<Guid, string>> Numbers(string column)
    {
        var numbers = new Dictionary<Guid, string>();
        await using var command = host.Database.CreateCommand($"select id, {column} from member where {column} is not null and left_on is null");
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct))
            numbers.Add(reader.GetGuid(0), TestSeals.Seals.Identity.Open(reader.GetGuid(0), reader.GetFieldValue<byte[]>(1)));
        return numbers;
    }

    private async Task<List<Guid>> People()
    {
        var people = new List<Guid>();
        await using var command = host.Database.CreateCommand("select id from member where left_on is null order by id");
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct))
            people.Add(reader.GetGuid(0));
        return people;
    }

    private Task<string> Everything() => host.Scalar<string>("""
        select md5(concat_ws('|', (select string_agg(h::text, ',' order by id) from household h), (select string_agg(m::text, ',' order by id) from member m),
          (select string_agg(k::text, ',' order by identity_mark) from person_key k), (select count(*) from record_version)))
        """);
}
