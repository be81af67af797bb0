using System.Net;
using System.Text.Json;
using PovertyPlatform.TestKit.Asserting;
using static PovertyPlatform.HouseholdServiceTests.Reviews.ReviewSteps;

namespace PovertyPlatform.HouseholdServiceTests.Reviews;

/// <summary>A commune's whole review of 2026, from the plan to the certificates: one household comes back from the meeting, one objection is upheld.</summary>
public class ReviewJourneyTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    [Fact]
    public async Task WholeReview_LeadsFromThePlanToCertificates()
    {
        await ListOf2025();
        var (cycle, reviewer, second) = await host.OpenCycle();
        var expected = await ExpectedToLeave();
        Assert.Equal(290, (await host.Do(Officer, $"review-cycles/{cycle}/listing")).GetProperty("onList").GetInt32());

        host.Day("2026-10-30");
        await host.ImportSample(2026, "2026-10-30");
        await host.Request(cycle, await host.Column<Guid>($"""
            select distinct household_id from review r where review_year = 2026 and not exists (select from review_case c where c.household_id = r.household_id and c.cycle_id = '{cycle}')
            """), "2026-09-10");
        var early = await Draft();
        Assert.Contains("case-not-ready", Codes(await Check(early), "Blocks"));
        await host.Do(Officer, $"review-cycles/{cycle}/listing", new { on = "2026-09-11" });
        var adopted = await host.Do(Officer, $"review-cycles/{cycle}/adoption");
        Assert.Equal(0, adopted.GetProperty("left").GetArrayLength());
        Assert.Equal(await host.Scalar<long>($"select count(*) from review_case where cycle_id = '{cycle}'"), adopted.GetProperty("adopted").GetInt32());

        // one household comes back from the meeting, is visited again and agreed to
        var back = await Some(cycle, "scored", 1);
        host.Day("2026-11-09");
        await host.Meet(cycle, "2026-11-09", back);
        Assert.Equal("Listed", await host.StateOf(back));
        await Visit(back, second, "2026-11-10");
        await host.Meet(cycle, "2026-11-12");
        Assert.Equal("Agreed", await host.StateOf(back));

        // posted, one objection is upheld: a household that was left out is poor
        host.Day("2026-11-13");
        var posting = await host.PostResults(cycle, "2026-11-13", "2026-11-17");
        await host.PostingNamesOnlyWhatIsPublic(posting);
        var leftOut = await host.Scalar<Guid>($"select id from review_case where cycle_id = '{cycle}' and state = 'posted' and class = 4 and start_class is null order by id limit 1");
        Assert.Contains("case-not-ready", Codes(await Check(await Draft()), "Blocks"));
        var objection = await host.Do(Officer, $"review-cycles/{cycle}/objections", new
        {
            objections = new[] { new { caseId = leftOut, kind = "WronglyLeftOut", channel = "InPerson", objector = "Giàng A Tủa", text = "Nhà bị cháy, không còn thu nhập", receivedOn = "2026-11-13" } },
        });
        Assert.Equal("2026-11-18", objection.GetProperty("received")[0].GetProperty("dueOn").GetString());
        Assert.Equal("Contested", await host.StateOf(leftOut));
        host.Day("2026-11-18");
        var visitor = await host.Scalar<Guid>($"select reviewer_id from review_case where id = '{leftOut}'");
        await (await host.Post(Officer, $"review-cases/{leftOut}/recheck", Recheck(visitor))).ShouldBeRefused(HttpStatusCode.Forbidden, "second-person");
        Assert.Equal("Poor", (await host.Do(Officer, $"review-cases/{leftOut}/recheck", Recheck(visitor == reviewer ? second : reviewer))).GetProperty("class").GetString());
        await host.PostResults(cycle, "2026-11-18", "2026-11-20", round: 2);

        // the second posting runs over the weekend and Culture Day is not in it: the decision comes after it
        host.Day("2026-11-20");
        var list = await Draft();
        Assert.Contains("case-not-ready", Codes(await Check(list), "Blocks"));
        await (await Recognise(list, "2026-11-20")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "list-not-ready");
        host.Day("2026-11-23");
        await (await host.Post(Chair with { Id = "reviewer-one" }, $"lists/{list}/recognition", Decision("2026-11-23"))).ShouldBeRefused(HttpStatusCode.Forbidden, "second-person");
        await (await Recognise(list, "2026-11-23")).ShouldBeOk();
        await EverythingIsClosed(cycle, leftOut, posting);
        await ProvinceLocks(cycle);
        await host.AfterTheReview(cycle, expected);
    }

    /// <summary>Twenty households of the list of 2025 are expected to leave in 2026; frozen by the chair, then nobody changes them.</summary>
    private async Task<Guid> ExpectedToLeave()
    {
        var poor = await host.Column<Guid>("select household_id from poverty_list_entry e join poverty_list l on l.id = e.list_id where review_year = 2025 and class = 1 order by household_id limit 20");
        var draft = await host.Put(Officer, $"expected-escapes/{Commune}/2026/draft", new { households = poor.Select(id => new { householdId = id, reason = "Có việc làm ổn định", isConfirmed = true }) });
        var list = draft.GetProperty("id").GetGuid();
        await (await host.Post(Officer with { Scopes = [.. Officer.Scopes, .. Chair.Scopes] }, $"expected-escapes/{list}/freeze", new { decisionNumber = "9/QĐ", decidedOn = "2026-09-07" })).ShouldBeRefused(HttpStatusCode.Forbidden, "second-person");
        await host.Do(Chair, $"expected-escapes/{list}/freeze", new { decisionNumber = "9/QĐ-UBND", decidedOn = "2026-09-07" });
        await (await host.Post(Chair, $"expected-escapes/{list}/freeze", new { decisionNumber = "10/QĐ-UBND", decidedOn = "2026-09-07" })).ShouldBeRefused(HttpStatusCode.Conflict, "already-frozen");
        var kept = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => host.Scalar<int>($"update expected_escape set is_confirmed = false where list_id = '{list}' returning 1"));
        Assert.Equal("23001", kept.SqlState);
        return list;
    }

    private async Task EverythingIsClosed(Guid cycle, Guid leftOut, Guid posting)
    {
        Assert.Equal(0L, await host.Scalar<long>($"select count(*) from review_case where cycle_id = '{cycle}' and state <> 'closed'"));
        var certificates = await host.Column<string>($"select certificate_number from review_case where cycle_id = '{cycle}' and certificate_number is not null order by 1");
        Assert.Equal(await host.Scalar<long>("select count(*) from poverty_list_entry e join poverty_list l on l.id = e.list_id where review_year = 2026 and state = 'recognised' and class in (1, 2)"), certificates.Count);
        Assert.Equal(Enumerable.Range(1, certificates.Count).Select(number => $"{number:D4}/2026/GCN-04492"), certificates);
        Assert.Equal(await host.Scalar<long>($"select count(*) from review_case where cycle_id = '{cycle}' and class = 4 and start_class is null"),
            await host.Scalar<long>($"select count(*) from review_case where cycle_id = '{cycle}' and outcome = 'refused'"));
        var history = await host.Get(Officer, $"review-cases/{leftOut}");
        Assert.Equal(["Request", "Screen", "List", "Visit", "Score", "Meet", "Post", "Contest", "Recheck", "PostAgain", "Recognise", "Certify", "Close"],
            history.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("taken").GetString()));
        Assert.Empty(history.GetProperty("case").GetProperty("irregularities").EnumerateArray());

        await host.CertificateNamesTheHousehold(leftOut);
        await (await host.TryGet(Officer, $"postings/{posting}/document")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "posting-ended");

        // the posting has ended: names are masked, and there never was anything but a name, a hamlet and a result
        var line = (await host.Get(Officer, $"postings/{posting}")).GetProperty("lines")[0];
        Assert.Equal(["ordinal", "head", "hamlet", "class", "result"], line.EnumerateObject().Select(property => property.Name));
        Assert.Contains('.', line.GetProperty("head").GetString()!);
    }

    private async Task ProvinceLocks(Guid cycle)
    {
        await (await host.Post(Officer, $"review-cycles/{cycle}/report", new { reportNumber = "80/BC-UBND", reportedOn = "2026-11-23" })).ShouldBeRefused(HttpStatusCode.Conflict, "cycle-state");
        await host.Do(Officer, $"review-cycles/{cycle}/closing");
        var totals = JsonDocument.Parse((await host.Do(Officer, $"review-cycles/{cycle}/report", new { reportNumber = "80/BC-UBND", reportedOn = "2026-11-23" })).GetProperty("totals").GetString()!).RootElement;
        Assert.Equal(await host.Scalar<int>("select poor_households from poverty_list where review_year = 2026 and state = 'recognised'"), totals.GetProperty("poor").GetInt32());
        await (await host.Post(Officer, $"review-cycles/{cycle}/lock")).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        Assert.Equal("Locked", (await host.Do(Province, $"review-cycles/{cycle}/lock")).GetProperty("state").GetString());
        await (await host.Post(Province, $"review-cycles/{cycle}/reopening", new { reason = "Sửa số liệu sau khi khóa" })).ShouldBeRefused(HttpStatusCode.Conflict, "cycle-state");
    }

    private async Task ListOf2025()
    {
        host.Day("2025-12-10");
        await host.ImportSample(2025, "2025-11-14");
        var list = (await host.Do(Officer, "lists", new { communeCode = Commune, year = 2025 })).GetProperty("id").GetGuid();
        Assert.Contains("no-review-cycle", Codes(await Check(list), "Warns"));
        await host.Do(Chair, $"lists/{list}/recognition", new { decisionNumber = "25/QĐ-UBND", decidedOn = "2025-12-10", signer = "Hờ A Chống, Chủ tịch" });
    }

    private async Task Visit(Guid found, Guid reviewer, string on)
    {
        host.Day(on);
        var class_ = await host.Scalar<short>($"select scored_class from review_case where id = '{found}'");
        Assert.Equal(1, class_);
        await host.Do(Officer, $"review-cases/{found}/visit", new { on, reviewerId = reviewer, answers = new { incomeVnd = 900_000, deprivedIndicators = Indicators }, evidence = new { reference = "Phiếu B lần 2" } });
        Assert.Equal("Poor", (await host.Do(Officer, $"review-cases/{found}/score", new { on })).GetProperty("class").GetString());
        host.Day("2026-11-12");
    }

    private static readonly string[] Indicators = ["22-01", "22-02", "22-03"];

    private static object Recheck(Guid reviewer) => new
    {
        reviewerId = reviewer,
        upheld = true,
        answer = "Khiếu nại đúng; hộ được xếp lại theo kết quả phúc tra",
        answers = new { incomeVnd = 700_000, deprivedIndicators = Indicators },
        evidence = new { reference = "01/BB-PT", sha256 = Hash },
    };

    private async Task<Guid> Some(Guid cycle, string state, int class_) =>
        await host.Scalar<Guid>($"select id from review_case where cycle_id = '{cycle}' and state = '{state}' and class = {class_} and start_class = 1 order by id limit 1");

    private async Task<Guid> Draft() => (await host.Do(Officer, "lists", new { communeCode = Commune, year = 2026 })).GetProperty("id").GetGuid();

    private Task<JsonElement> Check(Guid list) => host.Get(Officer, $"lists/{list}/check");

    private Task<HttpResponseMessage> Recognise(Guid list, string on) => host.Post(Chair, $"lists/{list}/recognition", Decision(on));

    private static object Decision(string on) => new { decisionNumber = "118/QĐ-UBND", decidedOn = on, signer = "Hờ A Chống, Chủ tịch" };
}
