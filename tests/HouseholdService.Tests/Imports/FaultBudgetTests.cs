using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>Values as typed are people's names and numbers: how many leave in a day is counted line by line.</summary>
public class FaultBudgetTests(ImportHost host) : IClassFixture<ImportHost>
{
    [Fact]
    public async Task EveryLine_CountsTowardsTheDay()
    {
        var job = await host.Import(ImportHost.Book(9, change: (_, member, cells) =>
        {
            if (member == 0)
                cells[3] = cells[4] = "31/02/1990";
        }));
        var actor = TestActors.Officer with { Id = "officer-reading-faults" };
        using var client = host.ClientFor(actor);
        var lines = 0;
        foreach (var limit in new[] { 500, 3 })
            lines += (await (await client.GetAsync($"/v1/imports/{job.GetProperty("id").GetGuid()}/faults?level=all&limit={limit}", TestContext.Current.CancellationToken)).ShouldBeOk())
                .GetProperty("items").GetArrayLength();
        Assert.True(lines > 9, $"{lines} lines");
        Assert.Equal(lines, await host.Scalar<long>("select units from access.daily_use where caller = $1 and purpose = 'import-faults'", actor.Id));
    }
}
