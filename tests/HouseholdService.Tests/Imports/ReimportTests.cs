using System.Text.Json;
using PovertyPlatform.HouseholdServiceTests.Protection;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>Lists that come again: the same, changed, with people who moved.</summary>
public class ReimportTests(ImportHost host) : IClassFixture<ImportHost>
{
    [Fact]
    public async Task SameFileAgain_AnswersTheEarlierImport()
    {
        await host.Clear();
        var book = ImportHost.Book(20);
        var first = await host.Import(book);
        var before = await Everything();
        var again = await host.Import(book);
        Assert.Equal(first.GetProperty("id").GetGuid(), again.GetProperty("id").GetGuid());
        Assert.Equal(before, await Everything());
        Assert.Equal(1, await host.Scalar<long>("select count(*) from import.job"));
    }

    [Fact]
    public async Task SameHouseholdsInAnotherFile_ChangeNothing()
    {
        await host.Clear();
        await host.Import(ImportHost.Book(50));
        var before = await Everything();
        var csv = new MemoryStream();
        HouseholdBook.WriteCsv(csv, HouseholdSamples.Make(50));
        var job = await host.Import(csv.ToArray(), "danh-sach.csv");
        Assert.Equal((0, 0, 50, 0), Counts(job));
        Assert.Equal(before, await Everything());
        Assert.Equal(100, await host.Scalar<long>("select count(*) from messaging.outbox_message"));
    }

    [Fact]
    public async Task ChangedRows_RaiseEventsOfTheirHouseholdsOnly()
    {
        await host.Clear();
        await host.Import(ImportHost.Book(10));
        var job = await host.Import(ImportHost.Book(10, change: (household, member, cells) =>
        {
            if (household.Number == 2 && member == 0)
                cells[10] = 999;
            if (household.Number == 3 && member == 0)
                cells[8] = "Bản Mới";
            if (household.Number == 4 && member == household.Members.Count - 1)
                cells[2] = "Giàng A Khác";
        }));
        Assert.Equal((0, 3, 7, 1), Counts(job));
        Assert.Equal("3", await Of("PL-000002", "select version::text from household where code = $1"));
        Assert.Equal("999", await Of("PL-000002", "select income_points::text from review r join household h on h.id = r.household_id where code = $1"));
        Assert.Equal("Bản Mới", await Of("PL-000003", "select hamlet_name from household where code = $1"));
        Assert.Equal("Giàng A Khác", await Of("PL-000004", "select full_name from member m join household h on h.id = m.household_id where code = $1 order by ordinal desc limit 1"));
        Assert.Equal(
            ["household-reviewed 3"],
            [.. (await Rows("select contract, version from messaging.outbox_message where version > 2")).Select(row => $"{row[0].Split(':')[2]} {row[1]}")]);
        Assert.Equal(13, await host.Scalar<long>("select count(*) from audit.entry where action = 'household.import' and subject_id in (select id from household)"));
    }

    [Fact]
    public async Task MembersWhoJoinLeaveAndTradePlaces_AreTheSamePeople()
    {
        await host.Clear();
        var samples = HouseholdSamples.Make(6).ToList();
        await host.Import(Book(samples));
        var ids = await Rows("select encode(identity_mark, 'hex'), id from member where identity_mark is not null");
        var household = samples[2];
        var born = new MemberSample("Giàng Thị Mới", false, new DateOnly(2026, 5, 1), false, household.Members[0].EthnicGroup, "Con", null);
        var left = household.Members[^1];
        samples[2] = household with { Members = [household.Members[0], born, .. household.Members.Skip(1).SkipLast(1).Reverse()] };
        var job = await host.Import(Book(samples));

        Assert.Equal((0, 1, 5, 0), Counts(job));
        Assert.Equal(left.Name, await Of(household.Code, "select full_name from member m join household h on h.id = m.household_id where code = $1 and left_on is not null"));
        Assert.Equal(
            samples[2].Members.Select(member => member.Name),
            (await Rows("select full_name from member m join household h on h.id = m.household_id where code = $1 and left_on is null order by ordinal", household.Code)).Select(row => row[0]));
        var after = (await Rows("select encode(identity_mark, 'hex'), id from member where identity_mark is not null")).ToDictionary(row => row[0], row => row[1]);
        Assert.All(ids, row => Assert.Equal(row[1], after[row[0]]));
        Assert.Equal(
            await host.Scalar<long>("select count(*) from member where left_on is null and identity_mark is not null"),
            await host.Scalar<long>("select count(*) from person_key k join member m on m.id = k.member_id and m.household_id = k.household_id and m.left_on is null"));
    }

    [Fact]
    public async Task NumbersThatCameLater_AreSealedForThePeopleWhoWereThere()
    {
        await host.Clear();
        await host.Import(ImportHost.Book(10, change: (household, member, cells) => cells[7] = ""));
        var people = (await Rows("select id, ordinal from member")).Select(row => row[0]).Order().ToList();
        Assert.Empty(await host.Numbers());
        Assert.Equal("done", (await host.Import(ImportHost.Book(10))).GetProperty("state").GetString());
        var numbers = await host.Numbers();
        Assert.Equal(HouseholdSamples.Make(10).SelectMany(household => household.Members).Select(member => member.Identity).OfType<string>().Order(), numbers.Values.Order());
        Assert.Equal(people, (await Rows("select id, ordinal from member")).Select(row => row[0]).Order());
        Assert.Equal(numbers.Count, await host.Scalar<long>("select count(*) from person_key"));
    }

    [Fact]
    public async Task TelephonesThatCameLaterOrChanged_AreSealedForTheHousehold()
    {
        await host.Clear();
        await host.Import(WithTelephones(10, null), "danh-sach.csv");
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household where telephone is not null"));
        Assert.Equal((0, 10, 0, 0), Counts(await host.Import(WithTelephones(10, "0912345"), "danh-sach.csv")));
        Assert.All(await Telephones(), number => Assert.StartsWith("0912345", number, StringComparison.Ordinal));
        Assert.Equal((0, 10, 0, 0), Counts(await host.Import(WithTelephones(10, "0998877"), "danh-sach.csv")));
        Assert.All(await Telephones(), number => Assert.StartsWith("0998877", number, StringComparison.Ordinal));
        Assert.Equal((0, 0, 10, 0), Counts(await host.Import([.. WithTelephones(10, "0998877"), .. "\r\n"u8], "danh-sach.csv")));
    }

    [Fact]
    public async Task PersonWhoMovesInsideTheList_TakesTheNumberAlong()
    {
        await host.Clear();
        var samples = HouseholdSamples.Make(8).ToList();
        await host.Import(Book(samples));
        var mover = samples.SelectMany((sample, at) => sample.Members.Skip(1).Select(member => (at, member))).First(pair => pair.member.Identity is not null && samples[pair.at].Members.Count > 2);
        var target = mover.at == 7 ? 0 : 7;
        samples[mover.at] = samples[mover.at] with { Members = [.. samples[mover.at].Members.Where(member => member != mover.member)] };
        samples[target] = samples[target] with { Members = [.. samples[target].Members, mover.member] };
        var job = await host.Import(Book(samples));
        Assert.Equal("done", job.GetProperty("state").GetString());
        Assert.Equal(samples[target].Code, await Of(TestSeals.MarkOf(mover.member.Identity!), "select code from person_key k join household h on h.id = k.household_id where encode(identity_mark, 'hex') = $1"));
    }

    [Fact]
    public async Task PersonOfAHouseholdOutsideTheList_IsAFault()
    {
        await host.Clear();
        var samples = HouseholdSamples.Make(4).ToList();
        await host.Import(Book(samples));
        var person = samples[0].Members.First(member => member.Identity is not null);
        var other = HouseholdSamples.One(900) with { Number = 1 };
        other = other with { Members = [.. other.Members, person with { Relation = "Khác" }] };
        var job = await host.Import(Book([other]));
        Assert.Equal("refused", job.GetProperty("state").GetString());
        var fault = Assert.Single(await host.Findings(job));
        Assert.Equal(("identity-elsewhere", person.Identity, "H"), (fault.GetProperty("code").GetString(), fault.GetProperty("value").GetString(), fault.GetProperty("column").GetString()));
        Assert.Equal(4, await host.Scalar<long>("select count(*) from household"));
    }

    [Fact]
    public async Task HouseholdWithoutCode_IsFoundAgainByItsHead_AndGetsItsCodeLater()
    {
        await host.Clear();
        static void WithoutCode(HouseholdSample household, int member, SheetCell[] cells) => cells[9] = "";
        await host.Import(ImportHost.Book(10, change: WithoutCode));
        Assert.Equal(10, await host.Scalar<long>("select count(*) from household where code is null"));
        Assert.Equal((0, 0, 10, 0), Counts(await host.Import(ImportHost.Book(10, change: (household, member, cells) =>
        {
            cells[9] = "";
            cells[38] = "lần hai";
        }))));
        Assert.Equal((0, 10, 0, 0), Counts(await host.Import(ImportHost.Book(10))));
        Assert.Equal(10, await host.Scalar<long>("select count(*) from household where code is not null"));
    }

    [Fact]
    public async Task HouseholdTwiceInTheFile_IsAFaultOfBoth()
    {
        await host.Clear();
        var job = await host.Import(ImportHost.Book(5, change: (household, member, cells) => cells[9] = household.Number == 5 ? (SheetCell)(member == 0 ? "pl-000002" : "") : cells[9]), onFaults: "skip");
        Assert.Equal(["same-household-twice", "same-household-twice"], (await host.Findings(job)).Select(fault => fault.GetProperty("code").GetString()));
        Assert.Equal(3, await host.Scalar<long>("select count(*) from household"));
    }

    [Fact]
    public async Task FaultyHousehold_IsLeftOutOrStopsAll()
    {
        await host.Clear();
        var book = ImportHost.Book(6, change: (household, member, cells) => cells[2] = household.Number == 4 && member == 1 ? "" : cells[2]);
        var rejected = await host.Import(book);
        Assert.Equal("refused", rejected.GetProperty("state").GetString());
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household"));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from messaging.outbox_message"));
        var skipped = await host.Import(book, onFaults: "skip");
        Assert.Equal("done", skipped.GetProperty("state").GetString());
        Assert.Equal((5, 0, 0, 5), Counts(skipped));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household where code = 'PL-000004'"));
        Assert.Equal("name-missing", Assert.Single(await host.Findings(rejected)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task SecondYear_AddsReviewsToTheSameHouseholds()
    {
        await host.Clear();
        await host.Import(ImportHost.Book(10), year: 2025, reviewedOn: "2025-11-14");
        Assert.Equal((0, 10, 0, 10), Counts(await host.Import(ImportHost.Book(10), year: 2026)));
        Assert.Equal(20, await host.Scalar<long>("select count(*) from review"));
        Assert.Equal(3, await host.Scalar<long>("select min(version) from household"));
        Assert.Equal(10, await host.Scalar<long>("select count(*) from messaging.outbox_message where contract like '%registered%'"));
    }

    private static byte[] Book(IEnumerable<HouseholdSample> samples)
    {
        var file = new MemoryStream();
        HouseholdBook.WriteXlsx(file, samples);
        return file.ToArray();
    }

    private async Task<List<string>> Telephones()
    {
        var numbers = new List<string>();
        await using var command = host.Database.CreateCommand("select id, telephone from household order by code");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            numbers.Add(TestSeals.Seals.Telephone.Open(reader.GetGuid(0), reader.GetFieldValue<byte[]>(1)));
        Assert.Equal(10, numbers.Count);
        return numbers;
    }

    /// <summary>A list with a column of telephones that begin as given and end with the household's number.</summary>
    private static byte[] WithTelephones(int households, string? begin)
    {
        var csv = new MemoryStream();
        HouseholdBook.WriteCsv(csv, HouseholdSamples.Make(households));
        var lines = System.Text.Encoding.UTF8.GetString(csv.ToArray()).TrimEnd().Split("\r\n");
        var separator = lines[0].Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var (number, text) = (0, new System.Text.StringBuilder($"{lines[0]}{separator}Số điện thoại\r\n"));
        foreach (var line in lines.Skip(1))
        {
            number = line.Split(separator)[0] is { Length: > 0 } first ? int.Parse(first, System.Globalization.CultureInfo.InvariantCulture) : number;
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{line}{separator}{(begin is null ? "" : $"{begin}{number:000}")}\r\n");
        }

        return System.Text.Encoding.UTF8.GetBytes(text.ToString());
    }

    private static (int Added, int Changed, int Unchanged, int Reviews) Counts(JsonElement job)
    {
        Assert.Equal("done", job.GetProperty("state").GetString());
        var counts = job.GetProperty("counts");
        return (counts.GetProperty("householdsAdded").GetInt32(), counts.GetProperty("householdsChanged").GetInt32(), counts.GetProperty("householdsUnchanged").GetInt32(), counts.GetProperty("reviewsRecorded").GetInt32());
    }

    private async Task<string> Everything() => string.Join('\n', (await Rows("""
        select 'h', h::text from household h union all select 'm', m::text from member m union all select 'k', k::text from person_key k
        union all select 'r', r::text from review r union all select 'o', message_id::text from messaging.outbox_message order by 1, 2
        """)).Select(row => string.Join('|', row)));

    private async Task<string> Of(string key, string sql) => (await Rows(sql, key)).Single()[0];

    private async Task<List<string[]>> Rows(string sql, params object[] parameters)
    {
        var rows = new List<string[]>();
        await using var command = host.Database.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column).ToString()!)]);
        return rows;
    }
}
