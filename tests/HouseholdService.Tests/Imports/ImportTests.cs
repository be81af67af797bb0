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
}
