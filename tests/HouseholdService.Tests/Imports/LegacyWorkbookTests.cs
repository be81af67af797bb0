using System.Globalization;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>The sample workbooks saved by a spreadsheet program in the format of Excel 97: read, they say what the .xlsx says.</summary>
public class LegacyWorkbookTests(ImportHost host) : IClassFixture<ImportHost>
{
    [Theory]
    [InlineData(2025)]
    [InlineData(2026)]
    public void OldWorkbook_IsReadAsTheNewOne(int year)
    {
        var rules = SampleRules.For(year) with { ReviewedOn = DateOnly.Parse($"{year}-10-30", CultureInfo.InvariantCulture) };
        var converted = new MemoryStream();
        LegacyWorkbook.ToXlsx(new MemoryStream(Old(year)), converted);
        var (old, now) = (ReadList.Of(converted, rules), ReadList.Of(File.OpenRead(Path.Combine(Approved.Root, "samples", $"pung-luong-{year}.xlsx")), rules));
        Assert.True(now.Households.Count > 100);
        Assert.Equal(now.Households.Count, old.Households.Count);
        Assert.Equal(now.Checker.MemberRows, old.Checker.MemberRows);
        Assert.Equal(now.Faults.Select(Place), old.Faults.Select(Place));
    }

    [Fact]
    public async Task OldWorkbook_IsImported_AndComesBackMarked()
    {
        await host.Clear();
        var job = await host.Import(Old(2025), "danh-sach.xls", 2025, reviewedOn: "2025-11-14", onFaults: "skip");
        Assert.Equal("done", job.GetProperty("state").GetString());
        Assert.True(job.GetProperty("counts").GetProperty("householdsAdded").GetInt32() > 100);
        using var marked = await host.Officer.GetAsync($"/v1/imports/{job.GetProperty("id").GetGuid()}/marked", TestContext.Current.CancellationToken);
        Assert.EndsWith("-can-sua.xlsx", marked.Content.Headers.ContentDisposition!.FileNameStar ?? marked.Content.Headers.ContentDisposition.FileName!.Trim('"'), StringComparison.Ordinal);
        using var book = new Workbook(new MemoryStream(await marked.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), new ReadLimits());
        Assert.NotEmpty(book.Sheets);
    }

    [Fact]
    public void BrokenOldWorkbook_IsRefused()
    {
        var whole = Old(2025);
        var dice = new Random(3);
        for (var attempt = 0; attempt < 40; attempt++)
        {
            var broken = attempt % 2 == 0 ? whole[..dice.Next(600, whole.Length - 1000)] : whole.ToArray();
            if (attempt % 2 == 1)
                for (var flips = 0; flips < 200; flips++)
                    broken[dice.Next(8, broken.Length)] = (byte)dice.Next(256);
            try
            {
                LegacyWorkbook.ToXlsx(new MemoryStream(broken), new MemoryStream());
            }
            catch (UnreadableFileException unreadable)
            {
                Assert.Contains(unreadable.Code, FindingCatalogue.All.Keys);
            }
        }
    }

    private static (string, int, int, string?) Place(Finding fault) => (fault.Code, fault.Row, fault.Column, fault.Value);

    private static byte[] Old(int year) => File.ReadAllBytes(Path.Combine(Approved.Root, "tests/HouseholdService.Tests/Imports/Files", $"pung-luong-{year}.xls"));
}
