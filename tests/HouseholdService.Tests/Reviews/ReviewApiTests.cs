using System.Net;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using static PovertyPlatform.HouseholdServiceTests.Reviews.ReviewSteps;

namespace PovertyPlatform.HouseholdServiceTests.Reviews;

/// <summary>What the API refuses, and what it does when it is asked twice or by two people; on a review of sixty households of the sample.</summary>
public sealed class ReviewApiTests(ReviewHost host) : IClassFixture<ReviewHost>, IAsyncLifetime
{
    private Guid _cycle;
    private Guid _reviewer;
    private Guid _second;
    private List<Guid> _households = [];

    public async ValueTask InitializeAsync()
    {
        await using (var clear = host.Database.CreateCommand(
            "truncate review_objection, review_posting_line, review_posting, review_meeting_vote, review_meeting, review_case_step, review_case, review_cycle_person, review_cycle cascade"))
            await clear.ExecuteNonQueryAsync();
        host.Day("2026-10-01");
        if (await host.Scalar<long>("select count(*) from household") == 0)
            await host.ImportSample(2025, "2025-11-14");
        _households = await host.Column<Guid>("select id from household order by id limit 60");
        (_cycle, _reviewer, _second) = await host.OpenCycle(relatives: [_households[0]]);
        host.Day("2026-10-01");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Plan_IsMadeOncePerPeriod_AndRefusedOutsideItsWindow()
    {
        await (await host.Post(Officer, "review-cycles", Plan("2026-09-20", "2026-12-14"))).ShouldBeRefused(HttpStatusCode.Conflict, "cycle-exists");
        var early = await (await host.Post(Officer, "review-cycles", Plan("2026-08-20", "2026-12-14"))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "outside-window");
        Assert.Equal("QĐ 24/2021/QĐ-TTg", early.GetProperty("legalSource").GetString());
        await (await host.Post(Officer, "review-cycles", Plan("2026-09-20", "2026-12-14", kind: "Monthly"))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "no-list");
        await (await host.Post(Officer.In("92"), "review-cycles", Plan("2026-09-20", "2026-12-14"))).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await host.Post(Chair, "review-cycles", Plan("2026-09-20", "2026-12-14"))).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
    }

    [Fact]
    public async Task Request_OfAHouseholdWithAnOpenCase_IsLeft_AndARepeatedKeyChangesNothing()
    {
        var body = new { requests = new[] { Form(_households[1]), Form(Guid.NewGuid()) } };
        var key = Guid.NewGuid().ToString();
        var first = await (await host.Post(Officer, $"review-cycles/{_cycle}/requests", body, key: key)).ShouldBeOk();
        Assert.Equal("not-found", first.GetProperty("left")[0].GetProperty("code").GetString());
        var again = await host.Post(Officer, $"review-cycles/{_cycle}/requests", body, key: key);
        Assert.True(again.Headers.Contains("Idempotent-Replay"));
        Assert.Equal(1L, await host.Scalar<long>("select count(*) from review_case"));
        var twice = await host.Do(Officer, $"review-cycles/{_cycle}/requests", body);
        Assert.Equal(["case-open", "not-found"], twice.GetProperty("left").EnumerateArray().Select(left => left.GetProperty("code").GetString()));
        Assert.Equal(1L, await host.Scalar<long>("select count(*) from audit.entry join review_case on review_case.id = subject_id where action = 'review-case.request'"));
    }

    [Fact]
    public async Task HouseholdInWhichNobodyLives_CannotBeReviewed()
    {
        await host.Scalar<Guid>($"with gone as (update member set left_on = '2026-01-01' where household_id = '{_households[2]}' returning household_id), ended as (update household set closed_on = '2026-01-01' where id = '{_households[2]}') select household_id from gone limit 1");
        var asked = await host.Do(Officer, $"review-cycles/{_cycle}/requests", new { requests = new[] { Form(_households[2]) } });
        Assert.Equal("household-closed", asked.GetProperty("left")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Steps_OutOfOrderOrByTheWrongReviewer_AreRefused()
    {
        var (family, other) = (await Listed(_households[0]), await Listed(_households[3]));
        await (await host.Post(Officer, $"review-cases/{other}/score")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "out-of-order");
        await (await host.Post(Officer, $"review-cases/{family}/visit", Visit(_reviewer))).ShouldBeRefused(HttpStatusCode.Forbidden, "own-family");
        var signedIn = Officer with { Id = "reviewer-one" };
        await (await host.Post(signedIn, $"review-cases/{other}/visit", Visit(_second))).ShouldBeRefused(HttpStatusCode.Forbidden, "other-reviewer");
        await (await host.Post(Officer, $"review-cases/{other}/visit", Visit(Guid.NewGuid()))).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Post(Officer, $"review-cases/{other}/visit", Visit(_reviewer, indicator: "16-Y1"))).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Post(Officer, $"review-cases/{other}/visit", Visit(_reviewer, on: "2027-01-01"))).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(0L, await host.Scalar<long>($"select count(*) from review where household_id = '{_households[3]}' and review_year = 2026"));
        const string Told = "select count(*) from messaging.outbox_message where contract = 'event:household:household-reviewed:v1'";
        var told = await host.Scalar<long>(Told);
        await host.Do(signedIn, $"review-cases/{other}/visit", Visit(_reviewer));
        Assert.Equal(told + 1, await host.Scalar<long>(Told));
        await (await host.Post(Officer, $"review-cases/{other}/return", new { reason = "ngắn" })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await host.Do(Officer, $"review-cases/{other}/return", new { reason = "Thiếu thông tin về đất sản xuất" });
        Assert.Equal("Listed", await host.StateOf(other));
    }

    [Fact]
    public async Task TwoOfficersAtOnce_TheSecondHearsWhatChanged()
    {
        var found = await Listed(_households[4]);
        var seen = (await host.TryGet(Officer, $"review-cases/{found}")).Headers.ETag!.Tag;
        await (await host.Post(Officer, $"review-cases/{found}/visit", Visit(_reviewer), ifMatch: seen)).ShouldBeOk();
        var late = await (await host.Post(Officer, $"review-cases/{found}/withdrawal", new { reason = "Hộ đề nghị rút đơn" }, ifMatch: seen)).ShouldBeRefused(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        Assert.Contains("Visit", late.GetProperty("faults")[0].GetProperty("en").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Meeting_WithImpossibleFigures_IsRefusedWhole()
    {
        var found = await Scored(_households[5]);
        var hamlet = await host.Scalar<string>($"select hamlet_name from review_case where id = '{found}'");
        var path = $"review-cycles/{_cycle}/meetings";
        await (await host.Post(Officer, path, Meeting(hamlet, "2026-10-01", [Vote(found, 21)]))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "votes-above-attendance");
        await (await host.Post(Officer, path, Meeting(hamlet, "2026-10-01", [Vote(found, 12)], present: 5))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "votes-above-attendance");
        await (await host.Post(Officer, path, Meeting(hamlet, "2026-10-01", [Vote(found, 20)], signatures: ["Giàng A Sử"]))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "signatures-missing");
        await (await host.Post(Officer, path, Meeting("Bản Khác", "2026-10-01", [Vote(found, 20)]))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "not-of-this-hamlet");
        await (await host.Post(Officer, path, Meeting(hamlet, "2026-09-01", [Vote(found, 20)]))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "outside-window");
        await (await host.Post(Officer, path, Meeting(hamlet, "2026-10-01", [new { caseId = found, agree = 2, disagree = 3 }]))).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from review_meeting"));
        Assert.Equal("Scored", await host.StateOf(found));
    }

    [Fact]
    public async Task PostingAndObjections_KeepTheirTimes()
    {
        var cases = new List<Guid>();
        foreach (var household in _households.Skip(6).Take(4))
            cases.Add(await Scored(household));
        await host.Meet(_cycle, "2026-10-01");
        await (await host.Post(Officer, $"review-cycles/{_cycle}/postings", new { round = 1, places = new[] { "Nhà văn hóa" }, fromDay = "2026-10-01", until = "2026-10-02" }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "posting-too-short");
        await host.PostResults(_cycle, "2026-10-01", "2026-10-05");
        await (await host.Post(Officer, $"review-cycles/{_cycle}/postings", new { round = 1, places = new[] { "x" }, fromDay = "2026-10-01", until = "2026-10-05" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "nothing-to-post");
        var objections = await host.Do(Officer, $"review-cycles/{_cycle}/objections", new { objections = cases.Take(3).Append(cases[0]).Append(Guid.NewGuid()).Select(found => Objection(found)) });
        Assert.Equal((4, 1), (objections.GetProperty("received").GetArrayLength(), objections.GetProperty("left").GetArrayLength()));
        var ids = objections.GetProperty("received").EnumerateArray().Select(objection => objection.GetProperty("id").GetGuid()).ToList();
        await host.Do(Officer, $"review-cycles/{_cycle}/objections/triage", new { ids = ids.Take(2), kind = "WronglyLeftOut", priority = 1, group = "Bão số 3" });

        // one of two objections to a case is settled: the other still holds it
        await host.Do(Officer, $"objections/{ids[0]}/settlement", new { answer = "Nội dung không liên quan đến kết quả" });
        Assert.Equal("Contested", await host.StateOf(cases[0]));
        await host.Do(Officer, $"objections/{ids[3]}/settlement", new { withdrawn = true, answer = "Người gửi rút khiếu nại" });
        Assert.Equal("Posted", await host.StateOf(cases[0]));
        await (await host.Post(Officer, $"objections/{ids[3]}/settlement", new { answer = "Trả lời lần thứ hai" })).ShouldBeRefused(HttpStatusCode.Conflict, "objection-answered");

        host.Day("2026-10-07");
        var counts = await host.Get(Officer, $"review-cycles/{_cycle}/objections/counts");
        Assert.Equal((4, 2, 2), (counts.GetProperty("all").GetInt32(), counts.GetProperty("open").GetInt32(), counts.GetProperty("overdue").GetInt32()));
        Assert.Equal(-1, (await host.Get(Officer, $"review-cycles/{_cycle}/objections?overdue=true")).GetProperty("items")[0].GetProperty("workingDaysLeft").GetInt32());
        var late = await host.Do(Officer, $"review-cycles/{_cycle}/objections", new { objections = new[] { Objection(cases[3], "2026-10-07") } });
        Assert.Equal("posting-ended", late.GetProperty("left")[0].GetProperty("code").GetString());
        await host.Do(Officer, $"review-cases/{cases[1]}/recheck", new { reviewerId = _second, upheld = false, answer = "Kết quả cũ là đúng", evidence = new { reference = "01/BB-PT" } });
        Assert.Contains("recheck-late", (await host.Get(Officer, $"review-cases/{cases[1]}")).GetProperty("case").GetProperty("irregularities").EnumerateArray().Select(mark => mark.GetString()));
        Assert.Equal(1, (await host.Get(Officer, $"review-cycles?communeCode={Commune}")).GetProperty("items")[0].GetProperty("irregular").GetInt32());
    }

    [Fact]
    public async Task OtherAreas_SeeNothing()
    {
        var found = await Listed(_households[10]);
        var stranger = TestActors.Everything.In("92");
        foreach (var path in (string[])[$"review-cycles/{_cycle}", $"review-cases/{found}", $"review-cycles/{_cycle}/hamlets"])
            await (await host.TryGet(stranger, path)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, (await host.Get(stranger, "review-cycles")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await host.Get(stranger, $"review-cases?cycleId={_cycle}")).GetProperty("items").GetArrayLength());
        await (await host.Post(stranger, $"review-cases/{found}/visit", Visit(_reviewer))).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await host.Post(stranger, $"review-cycles/{_cycle}/closing")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    private static object Plan(string opens, string closes, string kind = "Annual") => new { communeCode = Commune, kind, planNumber = "13/KH-UBND", plannedOn = opens, opensOn = opens, closesOn = closes };

    private static object Form(Guid household) => new { householdId = household, form = "01", channel = "InPerson", requestedOn = "2026-09-10", evidence = new { reference = "Mẫu 01" } };

    private static object Objection(Guid found, string on = "2026-10-01") => new { caseId = found, kind = "Other", channel = "Post", text = "Đề nghị xem lại kết quả này", receivedOn = on };

    private static object Visit(Guid reviewer, string on = "2026-10-01", string indicator = "22-04") => new
    {
        on,
        reviewerId = reviewer,
        answers = new { incomeVnd = 1_000_000, deprivedIndicators = new[] { indicator } },
        evidence = new { reference = "Phiếu B" },
    };

    private async Task<Guid> Listed(Guid household)
    {
        host.Day("2026-10-01");
        await host.Request(_cycle, [household], "2026-09-10");
        await host.Do(Officer, $"review-cycles/{_cycle}/listing", new { on = "2026-09-11" });
        return await host.Scalar<Guid>($"select id from review_case where household_id = '{household}' and state = 'listed'");
    }

    private async Task<Guid> Scored(Guid household)
    {
        var found = await Listed(household);
        await host.Do(Officer, $"review-cases/{found}/visit", Visit(_reviewer));
        await host.Do(Officer, $"review-cases/{found}/score");
        return found;
    }
}
