using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using PovertyPlatform.HouseholdServiceTests.Protection;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>Lists of officers that have a column for the number of 12 digits and one for that of the old card.</summary>
public class TwoNumbersTests(ImportHost host) : IClassFixture<ImportHost>
{
    private static readonly string[] Header = ["STT hộ", "Họ và tên", "Năm sinh nam", "Năm sinh nữ", "Dân tộc", "Quan hệ với chủ hộ", "Số CCCD", "Số CMND", "Thôn, bản", "Mã hộ", "Điểm B1", "Điểm B2"];

    private static readonly string[][] Rows =
    [
        ["1", "Giàng A Páo", "09/03/1985", "", "Mông", "Chủ hộ", "015085000001", "060812301", "Bản Nả Háng", "HS-1", "120", "30"],
        ["", "Sùng Thị Mai", "", "1987", "", "Vợ", "015187000002", "060812302", "", "", "", ""],
        ["", "Giàng A Tủa", "2011", "", "", "Con", "015211000003", "", "", "", "", ""],
        ["2", "Lý A Chinh", "1960", "", "Dao", "Chủ hộ", "", "060812304", "Bản Đề Chờ", "HS-2", "130", "20"],
        ["3", "Vàng A Súa", "1971", "", "Mông", "Chủ hộ", "015071000005", "060812305", "Bản Đề Chờ", "", "110", "20"],
    ];

    [Fact]
    public async Task BothNumbers_AreOfTheirPerson_AreFound_AndComeAgainUnchanged()
    {
        await host.Clear();
        Assert.Equal((3, 0, 0), Counts(await host.Import(Csv(Rows), "danh-sach.csv")));
        await AssertNumbers();
        foreach (var number in new[] { "015085000001", "060812301", "060812304" })
            Assert.Equal(number == "060812304" ? "HS-2" : "HS-1", await host.Scalar<string>("select code from household where id = $1", (await Found(number))!));

        var before = await Everything();
        Assert.Equal((0, 0, 3), Counts(await host.Import(Xlsx(Rows))));
        Assert.Equal(before, await Everything());
        // The list of the registry itself carries both, and comes back as it went out.
        var clear = await host.Officer.PostAsJsonAsync("/v1/exports/households", new { communeCode = ImportHost.Commune, year = 2026, format = "xlsx", purpose = "review" }, Ct);
        Assert.Equal((0, 0, 3), Counts(await host.Import(await clear.Content.ReadAsByteArrayAsync(Ct), "tra-lai.xlsx")));
        Assert.Equal(before, await Everything());
        Assert.Empty((await host.Holding("060812301", "060812304")).Except(["import.file_part"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RegistryThatHasOneKind_LearnsTheOtherOfTheSamePeople(bool hasOld)
    {
        await host.Clear();
        string[] Only(string[] row) => [.. row[..6], hasOld ? row[7] : row[6], "", .. row[8..]];
        await host.Import(Csv(Rows.Select(Only)), "danh-sach.csv", reviewedOn: "2026-10-01");
        var people = await People();
        // A name that was typed otherwise the year before: the number says who it is.
        await host.Scalar<int>("update member set full_name = 'Sùng Thị Mại', name_search = 'sung thi mai x', birth_year = 1986 where full_name = 'Sùng Thị Mai' returning 1");
        Assert.Equal("done", (await host.Import(Csv(Rows), "danh-sach.csv")).GetProperty("state").GetString());
        Assert.Equal(people, await People());
        await AssertNumbers();
        Assert.Equal("Sùng Thị Mai", await host.Scalar<string>("select full_name from member where birth_year = 1987"));
    }

    [Fact]
    public async Task NumberOfTheOldCardThatTheListStates_ReplacesTheOneOnRecord_AndSilenceLeavesIt()
    {
        await host.Clear();
        await host.Import(Csv(Rows), "danh-sach.csv", reviewedOn: "2026-10-01");
        Assert.Equal((0, 1, 2), Counts(await host.Import(Csv(Rows.Select(row => row[7] == "060812301" ? [.. row[..7], "060899901", .. row[8..]] : row)), "danh-sach.csv", reviewedOn: "2026-10-01")));
        Assert.Equal(["060812302", "060812305", "060899901"], (await Numbers("old_number")).Values.Order());
        Assert.Null(await Found("060812301"));
        Assert.NotNull(await Found("060899901"));
        Assert.Equal((0, 0, 3), Counts(await host.Import(Csv(Rows.Select(row => (string[])[.. row[..7], "", .. row[8..]]).Select(row => row[1] == "Lý A Chinh" ? [.. row[..7], "060812304", .. row[8..]] : row)), "danh-sach.csv", reviewedOn: "2026-10-01")));
        Assert.Equal(3, (await Numbers("old_number")).Count);
    }

    [Fact]
    public async Task OldNumberOfSomebodyElse_IsToldAndTaken_ButAsTheOnlyNumberOfTwoPeopleItIsRefused()
    {
        await host.Clear();
        await host.Import(Csv(Rows), "danh-sach.csv");
        string[] stranger = ["1", "Thào A Lềnh", "1991", "", "Mông", "Chủ hộ", "015091000077", "060812301", "Bản Xa", "HS-9", "120", "30"];
        var told = await host.Import(Csv([stranger]), "them.csv", reviewedOn: "2026-10-31");
        Assert.Equal((1, 0, 0), Counts(told));
        Assert.Equal("old-number-elsewhere", Assert.Single(await host.Findings(told, "notice")).GetProperty("code").GetString());
        Assert.Equal("HS-1", await host.Scalar<string>("select code from household where id = $1", (await Found("060812301"))!));

        var twice = await host.Import(Csv([[.. stranger[..6], "015091000078", "060812399", .. stranger[8..9], "HS-10", "1", "1"], ["2", "Thào A Cháng", "1992", "", "Mông", "Chủ hộ", "015092000079", "060812399", "Bản Xa", "HS-11", "120", "30"]]), "hai.csv");
        Assert.Equal(["old-number-twice", "old-number-twice"], (await host.Findings(twice, "notice")).Select(one => one.GetProperty("code").GetString()));

        var refused = await host.Import(Csv([[.. stranger[..6], "015091000080", "060812400", .. stranger[8..9], "HS-12", "1", "1"], ["2", "Thào A Cở", "1993", "", "Mông", "Chủ hộ", "", "060812400", "Bản Xa", "HS-13", "120", "30"]]), "ba.csv");
        Assert.Equal("refused", refused.GetProperty("state").GetString());
        var fault = Assert.Single(await host.Findings(refused));
        Assert.Equal(("identity-twice", 3, "H"), (fault.GetProperty("code").GetString(), fault.GetProperty("row").GetInt32(), fault.GetProperty("column").GetString()));
    }

    [Fact]
    public async Task BadOldNumber_IsMarkedInItsCell_AndMendedLeavesTheRegistryAsACleanList()
    {
        await host.Clear();
        await host.Import(Xlsx(Rows));
        var clean = await Registry();

        await host.Clear();
        var first = await host.Import(Xlsx(Rows.Select(row => row[7] == "060812302" ? [.. row[..7], "0608123o2", .. row[8..]] : row)), onFaults: "skip");
        var fault = Assert.Single(await host.Findings(first));
        Assert.Equal(("identity-malformed", 3, "H"), (fault.GetProperty("code").GetString(), fault.GetProperty("row").GetInt32(), fault.GetProperty("column").GetString()));
        using var answer = await host.Officer.GetAsync($"/v1/imports/{first.GetProperty("id").GetGuid()}/marked", Ct);
        using var file = new MemoryStream();
        await file.WriteAsync(await answer.Content.ReadAsByteArrayAsync(Ct), Ct);
        using (var document = SpreadsheetDocument.Open(file, true))
        {
            var sheet = document.WorkbookPart!.WorksheetParts.Single(part => part.WorksheetCommentsPart is not null);
            Assert.Equal("H3", Assert.Single(sheet.WorksheetCommentsPart!.Comments!.CommentList!.Elements<Comment>()).Reference!.Value);
            var cell = sheet.Worksheet!.Descendants<Cell>().Single(one => one.CellReference == "H3");
            cell.RemoveAllChildren();
            cell.DataType = CellValues.InlineString;
            cell.AppendChild(new InlineString(new Text("060812302")));
        }

        Assert.Equal("done", (await host.Import(file.ToArray())).GetProperty("state").GetString());
        Assert.Equal(clean, await Registry());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task AssertNumbers()
    {
        Assert.Equal(["015071000005", "015085000001", "015187000002", "015211000003", "060812304"], (await Numbers("identity_number")).Values.Order());
        Assert.Equal(["060812301", "060812302", "060812305"], (await Numbers("old_number")).Values.Order());
        Assert.Equal(8L, await host.Scalar<long>("select count(*) from person_key k join member m on m.id = k.member_id and k.identity_mark in (m.identity_mark, m.old_mark) and m.left_on is null"));
        Assert.Equal(8L, await host.Scalar<long>("select count(*) from person_key"));
    }

    private static byte[] Csv(IEnumerable<string[]> rows) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Prepend(Header).Select(row => string.Join(';', row))))];

    private static byte[] Xlsx(IEnumerable<string[]> rows)
    {
        var file = new MemoryStream();
        using (var book = new WorkbookWriter(file))
        {
            var sheet = book.Sheet("Danh sách");
            foreach (var row in rows.Prepend(Header))
                sheet.Row([.. row.Select(cell => (SheetCell)cell)]);
        }

        return file.ToArray();
    }

    private static (int, int, int) Counts(JsonElement job)
    {
        Assert.Equal("done", job.GetProperty("state").GetString());
        var counts = job.GetProperty("counts");
        return (counts.GetProperty("householdsAdded").GetInt32(), counts.GetProperty("householdsChanged").GetInt32(), counts.GetProperty("householdsUnchanged").GetInt32());
    }

    private async Task<Guid?> Found(string number)
    {
        var matches = (await (await host.Officer.PostAsJsonAsync("/v1/households/search", new { identityNumber = number }, Ct)).ShouldBeOk()).GetProperty("matches");
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

    private Task<Guid[]> People() => host.Scalar<Guid[]>("select array_agg(id order by id) from member where left_on is null");

    private Task<string> Everything() => host.Scalar<string>("""
        select md5(concat_ws('|', (select string_agg(h::text, ',' order by id) from household h), (select string_agg(m::text, ',' order by id) from member m),
          (select string_agg(k::text, ',' order by identity_mark) from person_key k), (select count(*) from record_version)))
        """);

    private Task<string> Registry() => host.Scalar<string>("""
        select string_agg(concat_ws(' ', h.code, h.head_name, m.ordinal, m.full_name, m.birth_year, m.identity_mark, m.old_mark, h.version), '|' order by h.head_name, m.ordinal)
          || (select string_agg(k.identity_mark::text, '|' order by k.identity_mark) from person_key k)
        from household h join member m on m.household_id = h.id
        """);
}
