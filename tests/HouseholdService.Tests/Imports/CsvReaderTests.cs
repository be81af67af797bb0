using CsCheck;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

public class CsvReaderTests
{
    [Theory]
    [InlineData("a;b\r\n1;2\r\n")]
    [InlineData("\uFEFFa;b\n1;2")]
    [InlineData("a,b\r\n1,2\r\n")]
    [InlineData("a\tb\r1\t2\r")]
    [InlineData("\"a\";\"b\"\r\n\"1\";\"2\"\r\n")]
    public void SeparatorsMarksAndLineBreaks_AreUnderstood(string text)
    {
        var cells = ReadRows.OfCsv(text);
        Assert.Equal(["a", "b", "1", "2"], cells.Values.Select(cell => cell.Text));
        Assert.Equal(["0!A1", "0!B1", "0!A2", "0!B2"], cells.Keys);
    }

    [Fact]
    public void CommasInTextAndAmounts_DoNotBeatTheSemicolon() =>
        Assert.Equal("Ngày, tháng, năm sinh", ReadRows.OfCsv("Họ, tên;Ngày, tháng, năm sinh;Thu nhập\nA;1;1,250,000")["0!B1"].Text);

    [Fact]
    public void QuotedField_KeepsSeparatorsQuotesAndLineBreaks()
    {
        var cells = ReadRows.OfCsv("a;\"b;\"\"c\"\"\nd\";e\nf");
        Assert.Equal("b;\"c\"\nd", cells["0!B1"].Text);
        Assert.Equal("e", cells["0!C1"].Text);
        Assert.Equal("f", cells["0!A2"].Text);
    }

    [Fact]
    public void EmptyLinesAndFields_KeepTheNumbering()
    {
        var cells = ReadRows.OfCsv(";;\r\n\r\n;x;\r\n");
        Assert.Equal(["0!B3"], cells.Keys);
    }

    [Theory]
    [InlineData("a;\"b\nc;d", 1)]
    [InlineData("a;b\nc;\"d\"e;f", 2)]
    public void BrokenQuotes_AreRefusedWithTheirRow(string text, int row)
    {
        var refusal = Assert.Throws<UnreadableFileException>(() => ReadRows.OfCsv(text));
        Assert.Equal(("csv-quotes", row), (refusal.Code, refusal.Row));
    }

    [Fact]
    public void AnyCells_ComeBackFromCsvAndWorkbook()
    {
        var text = Gen.String[Gen.Char["aăâđếộ;,\"\n '=<>&\t_x0"], 0, 12].Select(cell => cell.Trim(' ', '\n', '\t'));
        text.Array[1, 8].Array[1, 30].Sample(rows =>
        {
            var expected = rows.SelectMany((row, y) => row.Select((cell, x) => (Key: $"0!{SheetWriter.Letter(x)}{y + 1}", cell))).Where(pair => pair.cell.Length > 0).ToDictionary(pair => pair.Key, pair => pair.cell);
            var csv = string.Join("\r\n", rows.Select(row => string.Join(';', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))));
            Assert.Equal(expected, ReadRows.OfCsv(csv + "\r\n").ToDictionary(pair => pair.Key, pair => pair.Value.Text));
            foreach (var shared in new[] { true, false })
                Assert.Equal(expected, ReadRows.OfBook(book =>
                {
                    var sheet = book.Sheet("S");
                    foreach (var row in rows)
                        sheet.Row([.. row.Select(cell => (SheetCell)cell)]);
                }, shared).ToDictionary(pair => pair.Key, pair => pair.Value.Text));
        }, iter: 200);
    }
}
