using System.IO.Compression;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

public class WorkbookTests
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CellsOfAllForms_AreReadAsShown(bool sharedStrings)
    {
        var cells = ReadRows.OfBook(book => book.Sheet("S").Row("Giàng A Páo", 12, SheetCell.Date(new DateOnly(1985, 3, 9)), SheetCell.Rich("Chủ hộ"), SheetCell.Computed("B1*10", "120"), SheetCell.Error("#N/A")), sharedStrings);
        Assert.Equal(("Giàng A Páo", CellForm.Text, CellMarks.None), cells["0!A1"]);
        Assert.Equal(("12", CellForm.Number, CellMarks.None), cells["0!B1"]);
        Assert.Equal(("09/03/1985", CellForm.Date, CellMarks.None), cells["0!C1"]);
        Assert.Equal("Chủ hộ", cells["0!D1"].Text);
        Assert.Equal(("120", CellForm.Text, CellMarks.Formula), cells["0!E1"]);
        Assert.Equal(CellForm.Error, cells["0!F1"].Form);
    }

    [Fact]
    public void SparseCellsAndSkippedRows_KeepTheirPlaces()
    {
        var cells = ReadRows.OfBook(book =>
        {
            var sheet = book.Sheet("S");
            sheet.Skip(4);
            sheet.Row([.. Enumerable.Repeat(SheetCell.Blank, 27), "x"]);
        });
        Assert.Equal("x", Assert.Single(cells).Value.Text);
        Assert.Contains("0!AB5", cells.Keys);
    }

    [Fact]
    public void CellsWithoutReferences_FollowEachOther()
    {
        var cells = ReadRows.OfBook(book => book.Sheet("S").Raw("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>"));
        Assert.Equal(["0!A1", "0!C1", "0!A2"], cells.Keys);
    }

    [Fact]
    public void EntitiesCdataCommentsAndPrefixes_AreUnderstood()
    {
        var cells = ReadRows.OfBook(book => book.Sheet("S").Raw(
            """<!-- > --><x:row r="1"><x:c r="A1" t="inlineStr" note="a>b"><x:is><x:t>M&#39;Gar &amp; &#x1ED3;_x000D_</x:t></x:is></x:c><x:c r="B1" t="str"><x:v><![CDATA[<b>]]></x:v></x:c></x:row>"""));
        Assert.Equal("M'Gar & ồ\r", cells["0!A1"].Text);
        Assert.Equal("<b>", cells["0!B1"].Text);
    }

    [Fact]
    public void LargeNumber_LosesItsExponent() =>
        Assert.Equal("15085012345", ReadRows.OfBook(book => book.Sheet("S").Row(new SheetCell(CellKind.Number, "1.5085012345E10")))["0!A1"].Text);

    [Fact]
    public void FormulaWithoutSavedValue_IsSeen()
    {
        var cells = ReadRows.OfBook(book => book.Sheet("S").Raw("""<row r="1"><c r="A1"><f>1+1</f></c></row>"""));
        Assert.Equal((" ", CellMarks.Formula), (cells["0!A1"].Text, cells["0!A1"].Marks));
    }

    [Fact]
    public void CellLongerThanAnyListHas_IsCutAndMarked()
    {
        var cells = ReadRows.OfBook(book => book.Sheet("S").Row(new string('ế', 5000)));
        Assert.True(cells["0!A1"].Text.Length < 1000);
        Assert.Equal(CellMarks.Cut, cells["0!A1"].Marks);
        Assert.DoesNotContain('\uFFFD', cells["0!A1"].Text);
    }

    [Fact]
    public void SeveralSheets_AreReadInOrder_HiddenOnesNot()
    {
        var file = ReadRows.File(book =>
        {
            book.Sheet("Một").Row("a");
            book.Sheet("Hai").Row("b");
        });
        Rewrite(file, "xl/workbook.xml", xml => xml.Replace("sheetId=\"1\"", "sheetId=\"1\" state=\"hidden\"", StringComparison.Ordinal));
        using var workbook = new Workbook(file, new ReadLimits());
        Assert.Equal(["Hai"], workbook.Sheets);
        Assert.Equal("b", Assert.Single(ReadRows.Of(workbook)).Value.Text);
    }

    [Fact]
    public void DatesSince1904_AreCountedFromThere()
    {
        var file = ReadRows.File(book => book.Sheet("S").Row(new SheetCell(CellKind.Date, "1000")));
        Rewrite(file, "xl/workbook.xml", xml => xml.Replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>", StringComparison.Ordinal));
        using var workbook = new Workbook(file, new ReadLimits());
        Assert.Equal("27/09/1906", ReadRows.Of(workbook)["0!A1"].Text);
    }

    [Fact]
    public void MergedRanges_AreReported()
    {
        using var workbook = new Workbook(ReadRows.File(book =>
        {
            var sheet = book.Sheet("S");
            sheet.Row("a");
            sheet.Merge("B2:AA3");
        }), new ReadLimits());
        var batch = new RowBatch();
        Assert.True(workbook.Read(batch));
        Assert.Equal(new MergedRange(2, 3, 1, 26), Assert.Single(batch.Merges));
        Assert.Equal("B2:AA3", batch.Merges[0].ToString());
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]>")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v></c>")]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&bomb;</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=")]
    public void DamagedSheet_IsRefused(string xml)
    {
        var file = ReadRows.File(book => book.Sheet("S").Row("a"));
        Rewrite(file, "xl/worksheets/sheet1.xml", _ => $"<worksheet xmlns=\"{Main}\"><sheetData>{xml}");
        Assert.Equal("workbook-damaged", Refusal(() => ReadRows.Of(new Workbook(file, new ReadLimits()))));
    }

    [Fact]
    public void MillionEmptyStyledRows_CostNothingButTime()
    {
        using var workbook = new Workbook(ReadRows.File(book =>
        {
            var sheet = book.Sheet("S");
            for (var row = 1; row <= 1_000_000; row++)
                sheet.Raw($"<row r=\"{row}\" ht=\"15.75\"><c r=\"A{row}\" s=\"1\"/><c r=\"B{row}\" s=\"1\"/></row>");
        }), new ReadLimits());
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(ReadRows.Of(workbook));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Fact]
    public void ZipBomb_IsStoppedWhileUnpacking()
    {
        var file = new MemoryStream();
        using (var book = new WorkbookWriter(file, compression: CompressionLevel.SmallestSize))
            book.Sheet("S").Raw(string.Concat(Enumerable.Repeat("<row r=\"1\"/>", 4_000_000)));
        Assert.Equal("zip-bomb", Refusal(() => ReadRows.Of(new Workbook(file, new ReadLimits()))));
        Assert.Equal("zip-bomb", Refusal(() => ReadRows.Of(new Workbook(file, new ReadLimits(EntryBytes: 1 << 20, Ratio: 10_000)))));
    }

    [Fact]
    public void ManyEntries_AreRefusedBeforeTheyAreListed()
    {
        var file = ReadRows.Zip([.. Enumerable.Range(0, 2000).Select(number => ($"junk{number}", ""))]);
        Assert.Equal("zip-bomb", Refusal(() => new Workbook(file, new ReadLimits())));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.95)]
    public void CutOffFile_IsTruncated(double share)
    {
        var whole = ReadRows.File(book => book.Sheet("S").Row("a")).ToArray();
        Assert.Equal("truncated", Refusal(() => new Workbook(new MemoryStream(whole[..(int)(whole.Length * share)]), new ReadLimits())));
    }

    [Fact]
    public void ZipThatIsNoWorkbook_IsRefused() => Assert.Equal("not-a-workbook", Refusal(() => new Workbook(ReadRows.Zip(("a.txt", "b")), new ReadLimits())));

    [Fact]
    public void MacroEnabledWorkbook_IsRefused() =>
        Assert.Equal("macro-enabled", Refusal(() => new Workbook(ReadRows.File(book => book.Sheet("S").Row("a"), withMacros: true), new ReadLimits())));

    private static string Refusal(Action read) => Assert.Throws<UnreadableFileException>(read).Code;

    private static string Refusal(Func<object> read) => Assert.Throws<UnreadableFileException>(read).Code;

    private static void Rewrite(MemoryStream file, string name, Func<string, string> change)
    {
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, true))
        {
            var entry = zip.GetEntry(name)!;
            string xml;
            using (var reader = new StreamReader(entry.Open()))
                xml = reader.ReadToEnd();
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(change(xml));
        }

        file.Position = 0;
    }
}
