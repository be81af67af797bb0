using System.Text.Json;
using static PovertyPlatform.HouseholdServiceTests.Reviews.ReviewSteps;

namespace PovertyPlatform.HouseholdServiceTests.Reviews;

/// <summary>A review on request in March changes the list in force: one household comes on it, one leaves it by its own request, and nobody else is told anything.</summary>
public class MonthlyReviewTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    private const string Told = "select count(*) from messaging.outbox_message where contract = 'event:household:household-recognised:v1'";
    private static readonly string[] Missed = ["22-01", "22-02", "22-03"];

    [Fact]
    public async Task Requests_ChangeTheListInForce()
    {
        host.Day("2025-12-10");
        await host.ImportSample(2025, "2025-11-14");
        var list = (await host.Do(Officer, "lists", new { communeCode = Commune, year = 2025 })).GetProperty("id").GetGuid();
        await host.Do(Chair, $"lists/{list}/recognition", new { decisionNumber = "25/QĐ-UBND", decidedOn = "2025-12-10", signer = "Hờ A Chống, Chủ tịch" });
        var enters = await host.Scalar<Guid>($"select id from household where id not in (select household_id from poverty_list_entry where list_id = '{list}') order by id limit 1");
        var leaves = await host.Scalar<Guid>($"select household_id from poverty_list_entry where list_id = '{list}' and class = 1 order by household_id limit 1");

        var cycle = await Open();
        var cases = await Ask(cycle, enters, leaves);
        await Review(cycle, cases[enters], new { incomeVnd = 800_000, deprivedIndicators = Missed });
        await Review(cycle, cases[leaves], new { incomeVnd = 4_000_000, deprivedIndicators = Array.Empty<string>() });
        await host.Meet(cycle, "2026-03-19");
        host.Day("2026-03-20");
        await host.PostResults(cycle, "2026-03-20", "2026-03-24");

        host.Day("2026-03-25");
        var told = await host.Scalar<long>(Told);
        var correction = (await host.Do(Officer, $"lists/{list}/correction")).GetProperty("id").GetGuid();
        Assert.Empty(Codes(await host.Get(Officer, $"lists/{correction}/check"), "Blocks"));
        await host.Do(Chair, $"lists/{correction}/recognition", new { decisionNumber = "14/QĐ-UBND", decidedOn = "2026-03-25", signer = "Hờ A Chống, Chủ tịch" });

        Assert.Equal(told + 2, await host.Scalar<long>(Told));
        var left = (await host.Get(Officer, $"lists/{correction}/entries/{leaves}")).GetProperty("entry");
        Assert.Equal(("NotPoor", "Poor", "Poor"), (left.GetProperty("class").GetString(), left.GetProperty("previousClass").GetString(), left.GetProperty("exitFromClass").GetString()));
        Assert.Equal(new DateOnly(2026, 3, 25), await host.Scalar<DateOnly>($"select exit_decided_on from poverty_list_entry where list_id = '{correction}' and household_id = '{leaves}'"));
        Assert.Equal(["Closed Recognised 0001/2026/GCN-04492", "Closed Recognised "], [await Ended(cases[enters]), await Ended(cases[leaves])]);
        Assert.Equal("Closed", (await host.Do(Officer, $"review-cycles/{cycle}/closing")).GetProperty("state").GetString());
    }

    private async Task<Guid> Open()
    {
        host.Day("2026-03-16");
        var cycle = (await host.Do(Officer, "review-cycles", new { communeCode = Commune, kind = "Monthly", planNumber = "3/KH-UBND", plannedOn = "2026-03-13", opensOn = "2026-03-16", closesOn = "2026-03-31" }));
        Assert.Equal(2025, cycle.GetProperty("listYear").GetInt32());
        var id = cycle.GetProperty("id").GetGuid();
        await host.Put(Officer, $"review-cycles/{id}/people", new
        {
            decision = "30/QĐ-UBND",
            decidedOn = "2026-03-13",
            people = new object[] { new { role = "CommitteeHead", fullName = "Hờ A Chống" }, new { role = "Reviewer", fullName = "Sùng A Vàng" } },
        });
        await host.Do(Officer, $"review-cycles/{id}/opening");
        return id;
    }

    private async Task<Dictionary<Guid, Guid>> Ask(Guid cycle, Guid enters, Guid leaves)
    {
        var asked = await host.Do(Officer, $"review-cycles/{cycle}/requests", new
        {
            requests = new[] { Form(enters, "01"), Form(leaves, "04"), Form(enters, "04") },
        });
        Assert.Equal("case-open", asked.GetProperty("left")[0].GetProperty("code").GetString());
        var cases = asked.GetProperty("cases").EnumerateArray().ToDictionary(found => found.GetProperty("householdId").GetGuid(), found => found.GetProperty("id").GetGuid());
        await host.Do(Officer, $"review-cycles/{cycle}/screenings", new { screenings = cases.Values.Select(id => new { caseId = id, passed = true, evidence = new { reference = "Phiếu A" } }) });
        Assert.Equal((0, 2), Listed(await host.Do(Officer, $"review-cycles/{cycle}/listing")));
        return cases;
    }

    private async Task Review(Guid cycle, Guid found, object answers)
    {
        host.Day("2026-03-18");
        var reviewer = await host.Scalar<Guid>($"select id from review_cycle_person where cycle_id = '{cycle}' and role = 'reviewer'");
        await host.Do(Officer, $"review-cases/{found}/visit", new { reviewerId = reviewer, answers, evidence = new { reference = "Phiếu B" } });
        await host.Do(Officer, $"review-cases/{found}/score");
        host.Day("2026-03-19");
    }

    private async Task<string> Ended(Guid found)
    {
        var view = (await host.Get(Officer, $"review-cases/{found}")).GetProperty("case");
        return $"{view.GetProperty("state").GetString()} {view.GetProperty("outcome").GetString()} {(view.TryGetProperty("certificateNumber", out var number) ? number.GetString() : "")}";
    }

    private static (int OnList, int Requested) Listed(JsonElement listing) => (listing.GetProperty("onList").GetInt32(), listing.GetProperty("requested").GetInt32());

    private static object Form(Guid household, string form) => new { householdId = household, form, channel = "Portal", evidence = new { reference = $"Mẫu {form}" } };
}
