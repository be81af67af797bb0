
namespace PovertyPlatform.HouseholdServiceTests.HouseholdEvents;

/// <summary>A list that is older than a change of head: the registry keeps what it knows of that household, says so in its row, and takes the rest of the list.</summary>
public class OlderListTests(EventHost host) : IClassFixture<EventHost>
{
    private const int Households = 9;

    [Fact]
    public async Task ListOlderThanTheDeathOfAHead_IsTakenButForThatHousehold_WhichIsNamedWithItsRow()
    {
        await host.Clear();
        await host.Import(EventHost.Book(Households, 7001), reviewedOn: "2026-01-15");
        // The first household in which more than one lives: its head dies, another adult follows.
        var household = await host.Scalar<Guid>("select h.id from household h where (select count(*) from member m where m.household_id = h.id and m.birth_year < 2000) > 1 order by h.code limit 1");
        var people = await host.Members(household);
        var heir = await host.Scalar<Guid>("select id from member where household_id = $1 and relation_code <> 'head' and birth_year < 2000 order by ordinal limit 1", household);
        await host.Do(household, "deaths", new { memberId = people[0], on = "2026-06-01", newHeadId = heir, evidence = "3/KT" });
        var before = await Stated(household);

        // Found in March, sent in later: the old head, and other points for everybody.
        var job = await host.Import(EventHost.Book(Households, 7001, (_, member, cells) => cells[10] = member == 0 ? 77 : cells[10]), reviewedOn: "2026-03-01", onFaults: "skip");
        Assert.Equal("done", job.GetProperty("state").GetString());
        var finding = Assert.Single(await host.Findings(job));
        Assert.Equal("head-differs", finding.GetProperty("code").GetString());
        Assert.True(finding.GetProperty("row").GetInt32() > 0, finding.GetRawText());
        Assert.NotEmpty(finding.GetProperty("column").GetString()!);
        Assert.Contains("đổi chủ hộ", finding.GetProperty("vi").GetString(), StringComparison.Ordinal);

        Assert.Equal(before, await Stated(household));
        Assert.Equal(Households - 1, await host.Scalar<long>("select count(*) from review where income_points = 77 and reviewed_on = '2026-03-01'"));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household where day_without_one_head(id) is not null"));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from person_key k join member m on m.id = k.member_id where m.left_on is not null"));

        // The workbook comes back with the cell of that head marked.
        using var marked = await host.Officer.GetAsync($"/v1/imports/{job.GetProperty("id").GetGuid()}/marked", TestContext.Current.CancellationToken);
        Assert.True(marked.IsSuccessStatusCode);
        using var book = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(await marked.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), false);
        var notes = book.WorkbookPart!.WorksheetParts.Single(part => part.WorksheetCommentsPart is not null).WorksheetCommentsPart!.Comments!.CommentList!.Elements<DocumentFormat.OpenXml.Spreadsheet.Comment>();
        Assert.Equal($"{finding.GetProperty("column").GetString()}{finding.GetProperty("row").GetInt32()}", Assert.Single(notes, note => note.InnerText.Contains("đổi chủ hộ", StringComparison.Ordinal)).Reference!.Value);
    }

    private Task<string> Stated(Guid household) => host.Scalar<string>("""
        select string_agg(line, E'\n' order by line) from (select to_jsonb(h)::text line from household h where id = $1 union all select to_jsonb(m)::text from member m where household_id = $1
          union all select to_jsonb(r)::text from review r where household_id = $1 union all select to_jsonb(k)::text from person_key k where household_id = $1) l
        """, household);
}
