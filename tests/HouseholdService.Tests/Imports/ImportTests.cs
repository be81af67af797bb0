using System.Text.Json;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>Imports end to end: upload, staging, merge, events, audit.</summary>
public class ImportTests(ImportHost host) : IClassFixture<ImportHost>
{
    [Theory]
    [InlineData(2025)]
    [InlineData(2026)]
    public async Task SampleWorkbook_IsTakenAsExpected(int year)
    {
        await host.Clear();
        var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Approved.Root, "samples/expected.json"), TestContext.Current.CancellationToken)).RootElement.EnumerateArray()
            .Single(entry => entry.GetProperty("year").GetInt32() == year);
        var file = await File.ReadAllBytesAsync(Path.Combine(Approved.Root, "samples", expected.GetProperty("file").GetString()!), TestContext.Current.CancellationToken);
        var job = await host.Import(file, year: year, reviewedOn: expected.GetProperty("reviewedOn").GetString()!, onFaults: "skip");

        Assert.Equal("done", job.GetProperty("state").GetString());
        var counts = job.GetProperty("counts");
        Assert.Equal(expected.GetProperty("takenHouseholds").GetInt32(), counts.GetProperty("householdsAdded").GetInt32());
        Assert.Equal(expected.GetProperty("refusedHouseholds").GetInt32(), counts.GetProperty("householdsFaulty").GetInt32());
        Assert.Equal(expected.GetProperty("takenHouseholds").GetInt64(), await host.Scalar<long>("select count(*) from household"));
        Assert.Equal(expected.GetProperty("takenMembers").GetInt64(), await host.Scalar<long>("select count(*) from member"));
        var found = (await host.Findings(job)).Select(finding => (finding.GetProperty("code").GetString(), finding.GetProperty("row").GetInt32(), finding.GetProperty("column").GetString(),
            finding.TryGetProperty("value", out var value) ? value.GetString() : null));
        Assert.Equal(
            expected.GetProperty("faults").EnumerateArray().Select(fault => (fault.GetProperty("code").GetString(), fault.GetProperty("row").GetInt32(), fault.GetProperty("column").GetString(), fault.GetProperty("value").GetString())),
            found);
        var classes = expected.GetProperty("classes").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetProperty("households").GetInt64());
        foreach (var (name, count) in classes)
            Assert.Equal(count, await host.Scalar<long>("select count(*) from messaging.outbox_message where contract = 'event:household:household-reviewed:v1' and convert_from(body, 'UTF8')::jsonb ->> 'class' = $1", name));
    }

    [Fact]
    public async Task Findings_AreReadPageByPage_InOrderOfTheFile()
    {
        await host.Clear();
        var job = await host.Import(ImportHost.Book(30, change: (household, member, cells) =>
        {
            if (member == 0)
                (cells[5], cells[10]) = ("Mèo Đen", "?");
        }));
        var pages = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await (await host.Officer.GetAsync($"/v1/imports/{job.GetProperty("id").GetGuid()}/faults?limit=7&cursor={cursor}", TestContext.Current.CancellationToken)).ShouldBeOk();
            pages.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        var all = await host.Findings(job);
        Assert.Equal(60, all.Count);
        Assert.Equal(all.Select(finding => finding.GetRawText()), pages.Select(finding => finding.GetRawText()));
        Assert.Equal(all.Select(finding => finding.GetProperty("row").GetInt32()).Order(), all.Select(finding => finding.GetProperty("row").GetInt32()));
        Assert.Equal(("F", "Dân tộc", "Mèo Đen"), (all[0].GetProperty("column").GetString(), all[0].GetProperty("heading").GetString(), all[0].GetProperty("value").GetString()));
        Assert.True(all[0].GetProperty("vi").GetString()!.Length > 10 && all[0].GetProperty("en").GetString()!.Length > 10);
        Assert.Equal(60, job.GetProperty("counts").GetProperty("faults").GetInt32());
        Assert.Empty(await host.Findings(job, "repair"));
    }

    [Theory]
    [InlineData("a;b;c\n1;2;3\n", "no-header")]
    [InlineData("STT hộ;Họ và tên\n\"1;2\n", "csv-quotes")]
    public async Task FileThatCannotBeRead_RefusesTheJob(string csv, string code)
    {
        await host.Clear();
        var job = await host.Import(System.Text.Encoding.UTF8.GetBytes(csv), "a.csv", onFaults: "skip");
        Assert.Equal("refused", job.GetProperty("state").GetString());
        Assert.Equal(code, Assert.Single(await host.Findings(job)).GetProperty("code").GetString());
    }
}
