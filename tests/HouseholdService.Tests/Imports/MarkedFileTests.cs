using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>The same file back with every bad cell marked; mended and sent again it leaves the registry as a clean file would.</summary>
public class MarkedFileTests(ImportHost host) : IClassFixture<ImportHost>
{
    private const int Households = 12;

    /// <summary>What is spoiled: household, member, column, what is typed there.</summary>
    private static readonly (int Household, int Member, int Column, string Typed)[] Faults = [(2, 0, 2, ""), (4, 1, 5, "không nhớ"), (7, 0, 10, "chưa chấm")];

    [Fact]
    public async Task BadCells_AreColouredAndCommented_AndTheWorkbookStaysValid()
    {
        await host.Clear();
        var job = await host.Import(Spoiled());
        Assert.Equal("refused", job.GetProperty("state").GetString());
        var faults = await host.Findings(job);
        Assert.NotEmpty(faults);
        using var marked = new MemoryStream(await Marked(job));
        using var document = SpreadsheetDocument.Open(marked, false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document, Ct).Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}"));
        var sheet = document.WorkbookPart!.WorksheetParts.Single(part => part.WorksheetCommentsPart is not null);
        var notes = sheet.WorksheetCommentsPart!.Comments!.CommentList!.Elements<Comment>().ToDictionary(note => note.Reference!.Value!, note => note.InnerText);
        foreach (var fault in faults)
        {
            var cell = $"{(fault.TryGetProperty("column", out var column) ? column.GetString() : "A")}{fault.GetProperty("row").GetInt32()}";
            Assert.Contains(fault.GetProperty("vi").GetString()!, notes[cell], StringComparison.Ordinal);
            Assert.Equal("FFFFC7CE", ColourOf(document, CellOf(sheet, cell)!));
        }

        Assert.Contains("ObjectType=\"Note\"", Text(sheet.VmlDrawingParts.Single()), StringComparison.Ordinal);
        Assert.Equal(notes.Count, Text(sheet.VmlDrawingParts.Single()).Split("<v:shape ").Length - 1);
    }

    [Fact]
    public async Task MarkedFileMended_LeavesTheRegistryAsACleanImportWould()
    {
        await host.Clear();
        await host.Import(ImportHost.Book(Households));
        var clean = await Registry();

        await host.Clear();
        var first = await host.Import(Spoiled(), onFaults: "skip");
        Assert.Equal("done", first.GetProperty("state").GetString());
        Assert.NotEqual(clean, await Registry());
        var again = await host.Import(Mended(await Marked(first), await host.Findings(first)));
        Assert.Equal("done", again.GetProperty("state").GetString());
        Assert.Equal(0, again.GetProperty("counts").GetProperty("faults").GetInt32());
        // Which rows went where is known of both files: three households were still to come.
        Assert.Equal((Households - 3, 0, 0), await Placed(first));
        Assert.Equal((3, 0, Households - 3), await Placed(again));
        Assert.Equal(clean, await Registry());
    }

    [Fact]
    public async Task CsvList_ComesBackWithWhatToMendInItsRows()
    {
        await host.Clear();
        var csv = new MemoryStream();
        HouseholdBook.WriteCsv(csv, HouseholdSamples.Make(3), change: (household, member, cells) => cells[2] = household.Number == 2 && member == 0 ? "" : cells[2]);
        var job = await host.Import(csv.ToArray(), "danh-sach.csv");
        var fault = Assert.Single(await host.Findings(job));
        var lines = Encoding.UTF8.GetString(await Marked(job)).TrimEnd().Split("\r\n");
        var marked = Assert.Single(lines.Index(), line => line.Item.Contains(fault.GetProperty("vi").GetString()!, StringComparison.Ordinal));
        Assert.Equal(fault.GetProperty("row").GetInt32(), marked.Index + 1);
        Assert.Equal(Encoding.UTF8.GetString(csv.ToArray()).TrimEnd().Split('\n').Length, lines.Length);
    }

    [Fact]
    public async Task OtherAreasAndUnreadableFiles_GetNoFile()
    {
        await host.Clear();
        var job = await host.Import(Spoiled());
        var neighbour = host.ClientFor(TestActors.Officer with { Communes = ["04493"] });
        await (await neighbour.GetAsync(PathOf(job), Ct)).ShouldBeRefused(System.Net.HttpStatusCode.NotFound, "not-found");
        var broken = await host.Import(Damaged());
        Assert.Equal("refused", broken.GetProperty("state").GetString());
        await (await host.Officer.GetAsync(PathOf(broken), Ct)).ShouldBeRefused(System.Net.HttpStatusCode.UnprocessableEntity, "nothing-to-mark");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string PathOf(JsonElement job) => $"/v1/imports/{job.GetProperty("id").GetGuid()}/marked";

    private static byte[] Spoiled() => ImportHost.Book(Households, change: (household, member, cells) =>
    {
        foreach (var fault in Faults.Where(fault => fault.Household == household.Number && fault.Member == member))
            cells[fault.Column] = fault.Typed;
    });

    /// <summary>A zip file in order whose sheet breaks off in the middle of a row.</summary>
    private static byte[] Damaged()
    {
        using var file = new MemoryStream();
        file.Write(ImportHost.Book(3));
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            using var sheet = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml").Open());
            sheet.Write("""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" """);
        }

        return file.ToArray();
    }

    private async Task<byte[]> Marked(JsonElement job)
    {
        using var answer = await host.Officer.GetAsync(PathOf(job));
        if (!answer.IsSuccessStatusCode)
            await answer.ShouldBeOk();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>An officer mends the cells that carry a note, and nothing else.</summary>
    private static byte[] Mended(byte[] marked, List<JsonElement> faults)
    {
        var good = Cells(ImportHost.Book(Households));
        using var file = new MemoryStream();
        file.Write(marked);
        using (var document = SpreadsheetDocument.Open(file, true))
        {
            var sheet = document.WorkbookPart!.WorksheetParts.Single(part => part.WorksheetCommentsPart is not null);
            foreach (var reference in faults.Select(fault => $"{fault.GetProperty("column").GetString()}{fault.GetProperty("row").GetInt32()}").Distinct())
            {
                var cell = CellOf(sheet, reference)!;
                cell.RemoveAllChildren();
                cell.DataType = CellValues.InlineString;
                cell.AppendChild(new InlineString(new Text(good[reference])));
            }
        }

        return file.ToArray();
    }

    private static Dictionary<string, string> Cells(byte[] book)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(book), false);
        var texts = document.WorkbookPart!.SharedStringTablePart?.SharedStringTable?.Elements<SharedStringItem>().Select(item => item.InnerText).ToList() ?? [];
        return document.WorkbookPart.WorksheetParts.First().Worksheet!.Descendants<Cell>().Where(cell => cell.CellReference is not null)
            .ToDictionary(cell => cell.CellReference!.Value!, cell => cell.DataType?.Value == CellValues.SharedString ? texts[int.Parse(cell.InnerText, null)] : cell.InnerText);
    }

    private static Cell? CellOf(WorksheetPart sheet, string reference) => sheet.Worksheet!.Descendants<Cell>().FirstOrDefault(cell => cell.CellReference?.Value == reference);

    private static string? ColourOf(SpreadsheetDocument document, Cell cell)
    {
        var styles = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet!;
        var format = (CellFormat)styles.CellFormats!.ElementAt((int)cell.StyleIndex!.Value);
        return ((Fill)styles.Fills!.ElementAt((int)format.FillId!.Value)).PatternFill!.ForegroundColor!.Rgb!.Value;
    }

    private static string Text(VmlDrawingPart part)
    {
        using var reader = new StreamReader(part.GetStream());
        return reader.ReadToEnd();
    }

    private async Task<(int Added, int Changed, int Unchanged)> Placed(JsonElement job)
    {
        var rows = (await (await host.Officer.GetAsync($"/v1/imports/{job.GetProperty("id").GetGuid()}/rows?limit=500", Ct)).ShouldBeOk()).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(rows.Count, rows.Select(row => (row.GetProperty("sheet").GetInt32(), row.GetProperty("firstRow").GetInt32())).Distinct().Count());
        Assert.All(rows, row => Assert.True(row.GetProperty("lastRow").GetInt32() >= row.GetProperty("firstRow").GetInt32() && row.GetProperty("firstRow").GetInt32() > 1));
        int Count(string outcome) => rows.Count(row => row.GetProperty("outcome").GetString() == outcome);
        return (Count("added"), Count("changed"), Count("unchanged"));
    }

    /// <summary>
    /// Every row of every table that the import may touch, and what was told to others: identities are read as the code of the household and the place on its list, instants, jobs
    /// and sealed bytes (whose marks are compared) are left out.
    /// </summary>
    private async Task<string> Registry()
    {
        var names = new Dictionary<string, string>();
        foreach (var (sql, kind) in new[]
        {
            ("select id::text, code from household", "household"),
            ("select m.id::text, h.code || '.' || m.ordinal from member m join household h on h.id = m.household_id", "member"),
            ("select r.id::text, h.code || '.' || r.review_year || '.' || r.reviewed_on from review r join household h on h.id = r.household_id", "review"),
        })
            foreach (var (id, name) in await Pairs(sql))
                names.Add(id, $"{kind} {name}");
        var lines = new List<string>();
        foreach (var (table, _) in await Pairs("""
            select c.oid::regclass::text, '' from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = 'public'
              and c.relname not in ('commune', 'commune_succession', 'district', 'code_list_item') order by 1
            """))
            lines.AddRange((await Pairs($"select (to_jsonb(t) - '{{known_from,known_to,recorded_at,changed_at,import_id,identity_number,telephone,applied_at,loaded_at,started_at,ended_at}}'::text[])::text, '' from {table} t{(table == "record_version" ? " where household_id in (select id from household)" : "")}"))
                .Select(row => $"{table} {Named(row.Key, names)}"));
        lines.AddRange((await Pairs("select concat_ws(' ', contract, subject_id, version), '' from messaging.outbox_message")).Select(row => $"told {Named(row.Key, names)}"));
        Assert.InRange(lines.Count(line => line.StartsWith("household {", StringComparison.Ordinal)), Households - 3, Households);
        Assert.True(lines.Count(line => line.StartsWith("person_key ", StringComparison.Ordinal)) > Households);
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static string Named(string line, Dictionary<string, string> names) =>
        Regex.Replace(line, "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", found => names.GetValueOrDefault(found.Value, found.Value));

    private async Task<List<KeyValuePair<string, string>>> Pairs(string sql)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        await using var command = host.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct))
            pairs.Add(new(reader.GetString(0), reader.GetString(1)));
        return pairs;
    }
}
