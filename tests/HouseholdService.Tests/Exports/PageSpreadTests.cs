using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Exports;

/// <summary>How wide tables go on paper: letters stay readable, and every page says whose row it is.</summary>
public partial class PageSpreadTests(ImportHost host) : IClassFixture<ImportHost>
{
    private const int AcrossA3 = 210;
    private const int Keys = 3;

    [Fact]
    public async Task WideList_GoesOverPagesSideBySide_EachWithKeysAndHeadings()
    {
        await Registry();
        var (sheet, book) = await Parts(await host.Officer.PostAsJsonAsync("/v1/exports/households", new { communeCode = ImportHost.Commune, year = 2026, format = "xlsx", purpose = "review" }, Ct));
        var widths = Width().Matches(sheet).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        var breaks = Break().Matches(sheet).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.NotEmpty(breaks);
        foreach (var (from, to) in breaks.Prepend(Keys).Zip(breaks.Append(widths.Count)))
            Assert.InRange(widths.Take(Keys).Sum() + widths[from..to].Sum(), 1, AcrossA3);
        // Not shrunk, on A3 lying on its side, pages that belong side by side one after the other.
        Assert.Contains("<pageSetup paperSize=\"8\" orientation=\"landscape\" pageOrder=\"overThenDown\"/>", sheet, StringComparison.Ordinal);
        Assert.Contains("fitToPage=\"0\"", sheet, StringComparison.Ordinal);
        Assert.Contains("'Danh sách'!$A:$C,'Danh sách'!$", book, StringComparison.Ordinal);
        // No page parts columns of one heading, and head, title and foot stand on the first one, behind the columns that repeat.
        var merged = Merged().Matches(sheet).Select(match => (From: Number(match.Groups[1].Value), Row: match.Groups[2].Value, To: Number(match.Groups[3].Value))).ToList();
        Assert.DoesNotContain(merged, range => breaks.Exists(at => range.From < at && range.To >= at));
        Assert.Contains(merged, range => range.From == Keys && range.To == breaks[0] - 1);
    }

    [Fact]
    public async Task ListThatFitsOnAPage_StaysOnOne()
    {
        await Registry();
        await (await host.Officer.PutAsJsonAsync($"/v1/populations/{ImportHost.Commune}/2026", new { households = 900, persons = 4000, recordedOn = "2026-11-01" }, Ct)).ShouldBeOk();
        var list = (await (await host.Officer.PostAsJsonAsync("/v1/lists", new { communeCode = ImportHost.Commune, year = 2026 }, Ct)).ShouldBeOk()).GetProperty("id").GetGuid();
        var (sheet, book) = await Parts(await host.Officer.GetAsync($"/v1/exports/lists/{list}?class=Poor", Ct));
        Assert.Contains("fitToWidth=\"1\"", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("colBreaks", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("$A:$C", book, StringComparison.Ordinal);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task Registry()
    {
        await host.Scalar<int>("with e as (delete from poverty_list_entry), l as (delete from poverty_list) select 1");
        await host.Clear();
        Assert.Equal("done", (await host.Import(ImportHost.Book(30))).GetProperty("state").GetString());
    }

    private static async Task<(string Sheet, string Book)> Parts(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
            await answer.ShouldBeOk();
        using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Ct)));
        string Part(string name) => new StreamReader(zip.GetEntry(name)!.Open()).ReadToEnd();
        return (Part("xl/worksheets/sheet1.xml"), Part("xl/workbook.xml"));
    }

    private static int Number(string letters) => letters.Aggregate(0, (number, letter) => (number * 26) + letter - 'A' + 1) - 1;

    [GeneratedRegex("<col min=\"\\d+\" max=\"\\d+\" width=\"(\\d+)\"")]
    private static partial Regex Width();

    [GeneratedRegex("<brk id=\"(\\d+)\"")]
    private static partial Regex Break();

    [GeneratedRegex("<mergeCell ref=\"([A-Z]+)(\\d+):([A-Z]+)\\d+\"/>")]
    private static partial Regex Merged();
}
