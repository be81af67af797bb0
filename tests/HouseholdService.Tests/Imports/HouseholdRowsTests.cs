using System.Text;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>Lists with one row for each household, lists of several sheets, and lists whose columns stand anywhere.</summary>
public class HouseholdRowsTests(ImportHost host) : IClassFixture<ImportHost>
{
    private const string Head = "STT;Thôn;Họ và tên chủ hộ;Năm sinh nam;Năm sinh nữ;Dân tộc;Mã hộ;Số khẩu;Điểm B1\r\n";

    [Fact]
    public async Task OneRowForEachHousehold_RegistersTheHeadAndCountsTheOthers()
    {
        await host.Clear();
        var job = await host.Import(Csv("1;Bản Mới;Giàng A Páo;1970;;Mông;PL-1;5;120\r\n2;Bản Mới;Vàng Thị Mai;;1981;Mông;PL-2;3;150\r\n"), "theo-ho.csv");
        Assert.Equal("done", job.GetProperty("state").GetString());
        Assert.Equal("Giàng A Páo 5 1 head|Vàng Thị Mai 3 2 head", await host.Scalar<string>("""
            select string_agg(format('%s %s %s %s', h.head_name, h.persons, m.sex, m.relation_code), '|' order by h.code) from household h join member m on m.household_id = h.id
            """));
        var again = await host.Import(Csv("1;Bản Mới;Giàng A Páo;1970;;Mông;PL-1;6;120\r\n2;Bản Mới;Vàng Thị Mai;;1981;Mông;PL-2;3;150\r\n"), "theo-ho-2.csv");
        Assert.Equal((1, 1), (again.GetProperty("counts").GetProperty("householdsChanged").GetInt32(), again.GetProperty("counts").GetProperty("householdsUnchanged").GetInt32()));
        Assert.Equal(6, await host.Scalar<short>("select persons from household where code = 'PL-1'"));
    }

    [Fact]
    public async Task OneRowForEachHousehold_LeavesKnownMembersAlone()
    {
        await host.Clear();
        await host.Import(ImportHost.Book(5));
        var people = await People();
        var rows = HouseholdSamples.Make(5).Select(sample =>
        {
            var head = sample.Members[0];
            return $"{sample.Number};{sample.Hamlet};{head.Name};{(head.IsMan ? head.Born.Year : "")};{(head.IsMan ? "" : head.Born.Year)};{head.EthnicGroup};{sample.Code};2;77\r\n";
        });
        var job = await host.Import(Csv(string.Concat(rows)), "diem-theo-ho.csv");
        Assert.Equal("done", job.GetProperty("state").GetString());
        Assert.Equal(5, job.GetProperty("counts").GetProperty("reviewsRecorded").GetInt32());
        Assert.Equal(people, await People());
        Assert.Equal(5L, await host.Scalar<long>("select count(*) from review where income_points = 77"));
    }

    [Theory]
    [InlineData("1;Bản Mới;Giàng A Páo;1970;;Mông;PL-1;;120\r\n", "persons-unclear")]
    [InlineData("1;Bản Mới;Giàng A Páo;1970;;Mông;PL-1;0;120\r\n", "persons-unclear")]
    [InlineData("1;Bản Mới;Lò Văn Khác;1955;;Thái;PL-000001;4;120\r\n", "head-differs")]
    public async Task RowThatCannotBe_IsRefused(string row, string code)
    {
        await host.Clear();
        await host.Import(ImportHost.Book(1));
        var job = await host.Import(Csv(row), "theo-ho.csv");
        Assert.Equal("refused", job.GetProperty("state").GetString());
        Assert.Equal(code, Assert.Single(await host.Findings(job)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task SeveralSheetsWithHeadersAnywhere_AreOneList()
    {
        await host.Clear();
        var file = new MemoryStream();
        using (var book = new WorkbookWriter(file, true, System.IO.Compression.CompressionLevel.Fastest))
        {
            var notes = book.Sheet("Ghi chú");
            notes.Row("Danh sách này gồm hai thôn");
            foreach (var (name, from) in new[] { ("Bản Một", 1), ("Bản Hai", 21) })
            {
                var sheet = book.Sheet(name);
                sheet.Skip(from == 1 ? 2 : 7);
                HouseholdBook.WriteHeader(sheet);
                var cells = new SheetCell[HouseholdBook.Columns];
                foreach (var household in HouseholdSamples.Make(20, from))
                    for (var member = 0; member < household.Members.Count; member++)
                    {
                        HouseholdBook.Fill(household, member, cells);
                        sheet.Row(cells);
                    }
            }
        }

        var job = await host.Import(file.ToArray());
        Assert.Equal("done", job.GetProperty("state").GetString());
        Assert.Equal(40, job.GetProperty("counts").GetProperty("householdsAdded").GetInt32());
        Assert.Contains(await host.Findings(job, "notice"), finding => finding.GetProperty("code").GetString() == "sheet-skipped");
    }

    [Fact]
    public async Task ColumnsInAnyOrderUnderOtherWords_AreTheSameList()
    {
        await host.Clear();
        await host.Import(ImportHost.Book(10));
        var csv = new MemoryStream();
        HouseholdBook.WriteCsv(csv, HouseholdSamples.Make(10));
        var lines = Encoding.UTF8.GetString(csv.ToArray()).TrimStart('\uFEFF').TrimEnd().Split("\r\n").Select(line => Cells(line).Reverse().ToList()).ToList();
        string[] words = ["Họ tên", "CCCD", "QH với chủ hộ", "Tổng điểm B1"];
        string[] printed = ["Họ và tên", "Số định danh cá nhân", "Quan hệ với chủ hộ", "Điểm B1"];
        lines[0] = lines[0].ConvertAll(heading => Array.IndexOf(printed, heading) is >= 0 and var at ? words[at] : heading);
        var text = $"Ủy ban nhân dân xã\r\n\r\n{string.Join("\r\n", lines.Select(line => string.Join(',', line.Select(cell => $"\"{cell}\""))))}\r\n";
        var job = await host.Import([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], "thu-tu-khac.csv");
        Assert.Equal("done", job.GetProperty("state").GetString());
        Assert.Equal(10, job.GetProperty("counts").GetProperty("householdsUnchanged").GetInt32());
    }

    private static byte[] Csv(string rows) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Head + rows)];

    private static IEnumerable<string> Cells(string line)
    {
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var letter in line)
            if (letter == '"')
                quoted = !quoted;
            else if (letter != ';' || quoted)
                cell.Append(letter);
            else
            {
                yield return cell.ToString();
                cell.Clear();
            }

        yield return cell.ToString();
    }

    private Task<string> People() => host.Scalar<string>("select string_agg(to_jsonb(m)::text, '|' order by id) || (select string_agg(head_name || head_birth_key || persons, '|' order by id) from household) from member m");
}
