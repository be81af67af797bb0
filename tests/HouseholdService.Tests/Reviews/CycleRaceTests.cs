using System.Net;
using PovertyPlatform.TestKit.Asserting;
using static PovertyPlatform.HouseholdServiceTests.Reviews.ReviewSteps;

namespace PovertyPlatform.HouseholdServiceTests.Reviews;

/// <summary>Two who close at once, and one who closes while another takes a request: one after the other, never both.</summary>
public class CycleRaceTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    [Fact]
    public async Task ClosingsAndRequestsAtOnce_NeverLeaveAnOpenCaseInAClosedReview()
    {
        host.Day("2026-10-30");
        await host.ImportSample(2026, "2026-10-30");
        var households = await host.Column<Guid>("select id from household order by id limit 40");
        var (cycle, _, _) = await host.OpenCycle();
        host.Day("2026-10-30");
        var requests = households.Chunk(5).Select(some => host.Post(Officer, $"review-cycles/{cycle}/requests", new
        {
            requests = some.Select(id => new { householdId = id, form = "01", channel = "InPerson", requestedOn = "2026-09-10", evidence = new { reference = "Mẫu 01" } }),
        }));
        var answers = await Task.WhenAll(requests.Concat(Enumerable.Range(0, 4).Select(_ => host.Post(Officer, $"review-cycles/{cycle}/closing"))));
        Assert.All(answers, answer => Assert.Contains((int)answer.StatusCode, new[] { 200, 409, 412, 422 }));
        var state = await host.Scalar<string>($"select state from review_cycle where id = '{cycle}'");
        var open = await host.Scalar<long>($"select count(*) from review_case where cycle_id = '{cycle}' and state <> 'closed'");
        Assert.True(state == "open" || open == 0, $"{open} open cases in a closed review");
        Assert.Equal(state == "closed" ? 1L : 0L, await host.Scalar<long>($"select count(*) from audit.entry where action = 'review-cycle.close' and subject_id = '{cycle}'"));
    }

    [Fact]
    public async Task TwoClosingsAtOnce_CloseOnce()
    {
        host.Day("2026-09-15");
        var cycle = (await host.Do(Officer, "review-cycles", new { communeCode = Commune, kind = "Annual", planNumber = "11/KH-UBND", plannedOn = "2025-09-08", opensOn = "2025-09-08", closesOn = "2025-12-12" })).GetProperty("id").GetGuid();
        await host.Put(Officer, $"review-cycles/{cycle}/people", new
        {
            decision = "30/QĐ-UBND",
            decidedOn = "2025-09-08",
            people = new object[] { new { role = "CommitteeHead", fullName = "Hờ A Chống", position = "Chủ tịch" }, new { role = "Reviewer", fullName = "Sùng A Vàng" } },
        });
        await host.Do(Officer, $"review-cycles/{cycle}/opening");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.Post(Officer, $"review-cycles/{cycle}/closing")));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        foreach (var answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
            await answer.ShouldBeRefused(HttpStatusCode.Conflict, "cycle-state");
        Assert.Equal(1L, await host.Scalar<long>($"select count(*) from audit.entry where action = 'review-cycle.close' and subject_id = '{cycle}'"));
    }
}
