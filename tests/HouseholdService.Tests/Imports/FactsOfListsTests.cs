using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>Lists that say what people are (associations, merit, disability, assistance) and what a household lives on.</summary>
public class FactsOfListsTests(ImportHost host) : IClassFixture<ImportHost>
{
    private static readonly string[] Header =
    [
        "STT hộ", "Họ và tên", "Năm sinh nam", "Năm sinh nữ", "Quan hệ với chủ hộ", "Thôn, bản", "Mã hộ", "Điểm B1", "Điểm B2",
        "Đoàn thể, đối tượng", "Hội Phụ nữ", "NKT nặng", "Ngày theo dõi", "Thu nhập theo dõi", "Số lao động có việc làm", "Nguồn sống chính", "Người theo dõi",
    ];

    private static readonly string[][] Rows =
    [
        ["1", "Giàng A Páo", "09/03/1985", "", "Chủ hộ", "Bản Nả Háng", "HS-1", "120", "30", "HND; Đoàn viên công đoàn", "", "", "15/10/2026", "1.250.000", "2", "Trồng ngô, làm thuê", "Lý A Sùng"],
        ["", "Sùng Thị Mai", "", "1987", "Vợ", "", "", "", "", "", "x", "", "", "", "", "", ""],
        ["", "Giàng A Tủa", "2011", "", "Con", "", "", "", "", "BTXH", "", "x", "", "", "", "", ""],
        ["2", "Lý A Chinh", "1960", "", "Chủ hộ", "Bản Đề Chờ", "HS-2", "130", "20", "Người có công", "", "", "", "", "", "", ""],
    ];

    private const string Facts =
        "Giàng A Páo farmers-union 2026-10-30, Giàng A Páo trade-union 2026-10-30, Giàng A Tủa disability-severe 2026-10-30, Giàng A Tủa social-protection 2026-10-30, Lý A Chinh merit 2026-10-30, Sùng Thị Mai womens-union 2026-10-30";

    private HttpClient WithoutRight => field ??= host.ClientFor(TestActors.Officer.Without(Scopes.CausesWrite));

    [Fact]
    public async Task WhatPeopleAreAndLiveOn_IsRecordedOnce_WithTheListAsEvidence()
    {
        await Begin();
        Assert.Equal((2, 0, 0), Counts(await host.Import(Csv(Rows), "danh-sach.csv")));
        Assert.Equal(Facts, await Open());
        Assert.Equal("Danh sách nhập danh-sach.csv, dòng 3", await host.Scalar<string>("select evidence from member_fact where code = 'womens-union'"));
        Assert.Equal("officer-pungluong", await host.Scalar<string>("select string_agg(distinct recorded_by, ',') from (select recorded_by from member_fact union all select recorded_by from household_livelihood) r"));
        Assert.Equal("2026-10-15 1250000 2 Trồng ngô, làm thuê Lý A Sùng", await Seen());
        var before = await Everything();

        Assert.Equal((0, 0, 2), Counts(await host.Import(Xlsx(Rows))));
        Assert.Equal(before, await Everything());
        // Whoever reads them one by one sees the same.
        var household = await host.Scalar<Guid>("select id from household where code = 'HS-2'");
        Assert.Equal("merit", Assert.Single((await (await host.Officer.GetAsync($"/v1/households/{household}/facts", Ct)).ShouldBeOk()).EnumerateArray()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task ListOfKnownHouseholds_AddsToThem_WithoutANewVersionOrEvent()
    {
        await Begin();
        await host.Import(Csv(Rows.Select(Bare)), "mot.csv");
        var before = await host.Scalar<string>("select string_agg(h::text, ',' order by id) || (select count(*) from record_version) || (select count(*) from messaging.outbox_message) from household h");
        Assert.Equal((0, 2, 0), Counts(await host.Import(Csv(Rows), "hai.csv")));
        Assert.Equal(Facts, await Open());
        Assert.Equal(before, await host.Scalar<string>("select string_agg(h::text, ',' order by id) || (select count(*) from record_version) || (select count(*) from messaging.outbox_message) from household h"));
        Assert.Equal(2L, await host.Scalar<long>("select count(*) from audit.entry where action = 'household.import' and purpose = (select 'import ' || id from import.job where file_name = 'hai.csv')"));
        // Somebody was named otherwise, a child was born, and one more is in the union: each fact goes to its person.
        string[] born = ["", "Giàng A Mới", "2026", "", "Con", "", "", "", "", "", "", "x", "", "", "", "", ""];
        await host.Import(Csv([Rows[0], born, Rows[2], With(Rows[1], 1, "Sùng Thị Mại"), Rows[3]]), "ba.csv");
        Assert.Equal("disability-severe", await host.Scalar<string>("select string_agg(code, ',') from member_fact f join member m on m.id = f.member_id where full_name = 'Giàng A Mới'"));
        Assert.Equal("womens-union", await host.Scalar<string>("select string_agg(code, ',') from member_fact f join member m on m.id = f.member_id where full_name = 'Sùng Thị Mại'"));
        Assert.Equal(7L, await host.Scalar<long>("select count(*) from member_fact"));
    }

    [Fact]
    public async Task WrittenNo_EndsIt_EmptyCellSaysNothing_AndWhatEndedLaterStaysEnded()
    {
        await Begin();
        await host.Import(Csv(Rows), "mot.csv", reviewedOn: "2026-10-01");
        Assert.Equal((0, 1, 1), Counts(await host.Import(Csv([Rows[0], With(Rows[1], 10, "không"), With(With(Rows[2], 9, ""), 11, ""), Rows[3]]), "hai.csv", reviewedOn: "2026-10-01")));
        Assert.Equal("2026-10-01 Danh sách nhập hai.csv, dòng 3", await host.Scalar<string>("select until_on || ' ' || end_reason from member_fact where code = 'womens-union'"));
        Assert.Equal(2L, await host.Scalar<long>("select count(*) from member_fact f join member m on m.id = f.member_id where full_name = 'Giàng A Tủa' and until_on is null"));

        await host.Scalar<int>("update member_fact set until_on = '2026-11-15', ended_by = 'x', end_reason = 'Hết hạn' where code = 'merit' returning 1");
        Assert.Equal((0, 0, 2), Counts(await host.Import(Csv([Rows[0], With(Rows[1], 10, ""), Rows[2], Rows[3]]), "ba.csv", reviewedOn: "2026-10-01")));
        Assert.Equal(1L, await host.Scalar<long>("select count(*) from member_fact where code = 'merit'"));
    }

    [Fact]
    public async Task SenderWithoutTheRight_IsTold_AndTheRestIsTaken()
    {
        await Begin();
        var file = Csv(Rows);
        var job = await host.Import(file, "danh-sach.csv", client: WithoutRight);
        Assert.Equal((2, 0, 0), Counts(job));
        Assert.Equal("columns-need-right", Assert.Single(await host.Findings(job, "notice")).GetProperty("code").GetString());
        Assert.Equal(0L, await host.Scalar<long>("select (select count(*) from member_fact) + (select count(*) from household_livelihood)"));
        // The same file of somebody who may is not the same import.
        Assert.Equal((0, 2, 0), Counts(await host.Import(file, "danh-sach.csv")));
        Assert.Equal(Facts, await Open());
    }

    [Fact]
    public async Task Preview_SaysWhoWouldChange_AndRecordsNothing()
    {
        await Begin();
        await host.Import(Csv(Rows.Select(Bare)), "mot.csv");
        var preview = await host.Import(Csv([.. Rows[..3], Bare(Rows[3])]), "hai.csv", onFaults: "preview");
        Assert.Equal("previewed", preview.GetProperty("state").GetString());
        Assert.Equal((0, 1, 1), (Count(preview, "householdsAdded"), Count(preview, "householdsChanged"), Count(preview, "householdsUnchanged")));
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from member_fact"));
        await (await host.Officer.PostAsync($"/v1/imports/{preview.GetProperty("id").GetGuid()}/acceptance", null, Ct)).ShouldBeOk();
        await Eventually.Get(() => host.Scalar<long>("select count(*) from member_fact"), count => count == 5, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task BadCells_AreMarkedInPlace_AndMendedLeaveTheRegistryAsACleanList()
    {
        await Begin();
        await host.Import(Xlsx(Rows));
        var clean = await Registry();

        await Begin();
        (int Row, int Column, string Typed, string Code)[] faults =
        [
            (0, 9, "HND; Hội bịa", "fact-unknown"), (1, 10, "chắc là có", "mark-unclear"), (0, 12, "32/10/2026", "livelihood-date-unclear"),
            (0, 13, "nhiều", "livelihood-income-unclear"), (0, 14, "9", "livelihood-workers-unclear"), (0, 15, "", "livelihood-incomplete"), (0, 16, "", "livelihood-incomplete"), (2, 11, "không", "facts-disagree"),
        ];
        var spoiled = Rows.Select(row => row.ToArray()).ToArray();
        spoiled[2][9] = "Người khuyết tật nặng, BTXH";
        foreach (var (row, column, typed, _) in faults)
            spoiled[row][column] = typed;
        var first = await host.Import(Xlsx(spoiled), onFaults: "skip");
        Assert.Equal(faults.Select(fault => (fault.Row + 2, $"{(char)('A' + fault.Column)}", fault.Code)).Order(),
            (await host.Findings(first)).Select(fault => (fault.GetProperty("row").GetInt32(), fault.GetProperty("column").GetString()!, fault.GetProperty("code").GetString()!)).Order());
        Assert.Equal("Lý A Chinh merit 2026-10-30", await Open());

        using var file = new MemoryStream();
        await file.WriteAsync(await (await host.Officer.GetAsync($"/v1/imports/{first.GetProperty("id").GetGuid()}/marked", Ct)).Content.ReadAsByteArrayAsync(Ct), Ct);
        using (var document = SpreadsheetDocument.Open(file, true))
        {
            var sheet = document.WorkbookPart!.WorksheetParts.Single(part => part.WorksheetCommentsPart is not null);
            Assert.Equal(faults.Select(fault => $"{(char)('A' + fault.Column)}{fault.Row + 2}").Order(), sheet.WorksheetCommentsPart!.Comments!.CommentList!.Elements<Comment>().Select(note => note.Reference!.Value!).Order());
            foreach (var (row, column, _, _) in faults)
            {
                var cell = sheet.Worksheet!.Descendants<Cell>().Single(one => one.CellReference == $"{(char)('A' + column)}{row + 2}");
                cell.RemoveAllChildren();
                cell.DataType = CellValues.InlineString;
                cell.AppendChild(new InlineString(new Text(row == 2 ? "x" : Rows[row][column])));
            }
        }

        Assert.Equal("done", (await host.Import(file.ToArray())).GetProperty("state").GetString());
        Assert.Equal(clean, await Registry());
    }

    [Fact]
    public async Task ExportInClear_CarriesThemForWhoMaySeeThem_AndComesBackAsNothingChanged()
    {
        await Begin();
        await host.Import(Csv(Rows), "danh-sach.csv");
        var before = await Everything();
        foreach (var format in new[] { "xlsx", "csv" })
        {
            var file = await Clear(host.Officer, format);
            Assert.Equal((0, 0, 2), Counts(await host.Import(file, $"tra-lai.{format}")));
            Assert.Equal(before, await Everything());
        }

        var csv = Encoding.UTF8.GetString(await Clear(host.Officer, "csv"));
        foreach (var part in new[] { "Hội viên Hội Nông dân Việt Nam; Đoàn viên công đoàn", "Người khuyết tật nặng", "Trồng ngô, làm thuê", "15/10/2026" })
            Assert.Contains(part, csv, StringComparison.Ordinal);
        var less = Encoding.UTF8.GetString(await Clear(WithoutRight, "csv"));
        var masked = await (await host.Officer.GetAsync($"/v1/exports/households?communeCode={ImportHost.Commune}&year=2026&format=csv", Ct)).Content.ReadAsStringAsync(Ct);
        foreach (var part in new[] { "Đoàn thể, đối tượng", "Nông dân", "khuyết tật", "Nguồn sống", "Trồng ngô" })
        {
            Assert.DoesNotContain(part, less, StringComparison.Ordinal);
            Assert.DoesNotContain(part, masked, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhatWasSeenOnADay_IsNotWrittenOver()
    {
        await Begin();
        await host.Import(Csv(Rows), "mot.csv");
        var other = await host.Import(Csv([With(Rows[0], 13, "900000"), .. Rows[1..]]), "hai.csv");
        Assert.Equal("refused", other.GetProperty("state").GetString());
        var fault = Assert.Single(await host.Findings(other));
        Assert.Equal(("livelihood-differs", 2, "M"), (fault.GetProperty("code").GetString(), fault.GetProperty("row").GetInt32(), fault.GetProperty("column").GetString()));
        Assert.Equal((0, 1, 1), Counts(await host.Import(Csv([With(With(Rows[0], 13, "900000"), 12, "20/10/2026"), .. Rows[1..]]), "ba.csv")));
        Assert.Equal(2L, await host.Scalar<long>("select count(*) from household_livelihood"));
    }

    [Fact]
    public async Task ListOfHeadsAlone_SpeaksOfTheHead()
    {
        await Begin();
        await host.Import(Csv(Rows.Select(Bare)), "mot.csv");
        var heads = "STT hộ;Họ và tên chủ hộ;Năm sinh nam;Năm sinh nữ;Số khẩu;Thôn, bản;Mã hộ;Điểm B1;Điểm B2;Hội Nông dân\r\n1;Giàng A Páo;09/03/1985;;3;Bản Nả Háng;HS-1;120;30;x\r\n2;Lý A Chinh;1960;;1;Bản Đề Chờ;HS-2;130;20;";
        Assert.Equal((0, 1, 1), Counts(await host.Import([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(heads)], "chu-ho.csv")));
        Assert.Equal("Giàng A Páo farmers-union 2026-10-30", await Open());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task Begin()
    {
        await host.Clear();
        await host.Scalar<int>("with f as (delete from member_fact), l as (delete from household_livelihood) select 1");
    }

    private static string[] Bare(string[] row) => [.. row[..9], .. Enumerable.Repeat("", row.Length - 9)];

    private static string[] With(string[] row, int column, string typed) => [.. row[..column], typed, .. row[(column + 1)..]];

    private static byte[] Csv(IEnumerable<string[]> rows) =>
        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Prepend(Header).Select(row => string.Join(';', row.Select(cell => $"\"{cell}\"")))))];

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

    private static async Task<byte[]> Clear(HttpClient client, string format)
    {
        using var answer = await client.PostAsJsonAsync("/v1/exports/households", new { communeCode = ImportHost.Commune, year = 2026, format, purpose = "review" });
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static int Count(JsonElement job, string name) => job.GetProperty("counts").GetProperty(name).GetInt32();

    private static (int, int, int) Counts(JsonElement job)
    {
        Assert.Equal("done", job.GetProperty("state").GetString());
        return (Count(job, "householdsAdded"), Count(job, "householdsChanged"), Count(job, "householdsUnchanged"));
    }

    private Task<string> Open() => host.Scalar<string>(
        "select string_agg(m.full_name || ' ' || f.code || ' ' || f.since_on, ', ' order by m.full_name collate \"C\", f.code) from member_fact f join member m on m.id = f.member_id where until_on is null and m.left_on is null");

    private Task<string> Seen() => host.Scalar<string>("select string_agg(concat_ws(' ', seen_on, income_vnd, workers, work, observer), ', ' order by seen_on) from household_livelihood");

    private async Task<string> Registry() => await Open() + await Seen() + await host.Scalar<string>("select string_agg(concat_ws(' ', code, head_name, persons, version), ',' order by code) from household");

    private Task<string> Everything() => host.Scalar<string>("""
        select md5(concat_ws('|', (select string_agg(h::text, ',' order by id) from household h), (select string_agg(m::text, ',' order by id) from member m),
          (select string_agg(f::text, ',' order by id) from member_fact f), (select string_agg(l::text, ',' order by id) from household_livelihood l), (select count(*) from record_version)))
        """);
}
