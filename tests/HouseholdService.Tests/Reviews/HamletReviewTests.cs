using System.Net;
using System.Text.Json;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using static PovertyPlatform.HouseholdServiceTests.Reviews.ReviewSteps;

namespace PovertyPlatform.HouseholdServiceTests.Reviews;

/// <summary>A hamlet head conducts the review of the own hamlet: takes its steps, and learns nothing of the other hamlets.</summary>
public sealed class HamletReviewTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    private static readonly string[] Places = ["Nhà văn hóa thôn"];

    [Fact]
    public async Task Head_ConductsTheReviewOfTheOwnHamlet_AndOfNoOther()
    {
        await host.ImportSample(2025, "2025-11-14");
        var hamlets = await host.Column<string>("select hamlet_code from household where commune_code = '04492' group by 1 order by count(*) desc, 1 limit 2");
        var head = TestActors.HamletHead with { Hamlets = [hamlets[0]] };
        var names = new List<string>();
        foreach (var code in hamlets)
            names.Add(await host.Scalar<string>("select name from hamlet where hamlet_code = $1", code));
        var mine = await host.Column<Guid>($"select id from household where hamlet_code = '{hamlets[0]}' order by id limit 4");
        var theirs = await host.Column<Guid>($"select id from household where hamlet_code = '{hamlets[1]}' order by id limit 4");
        var (cycle, reviewer, _) = await host.OpenCycle();
        host.Day("2026-10-01");

        var asked = await host.Do(head, $"review-cycles/{cycle}/requests", new { requests = mine.Take(2).Append(theirs[0]).Select(Form) });
        Assert.Equal((2, "not-found"), (asked.GetProperty("cases").GetArrayLength(), asked.GetProperty("left")[0].GetProperty("code").GetString()));
        await host.Request(cycle, [mine[2], .. theirs.Skip(1)], "2026-10-01");
        var cases = (await host.Column<string>("select h.hamlet_code || '|' || c.id from review_case c join household h on h.id = c.household_id order by c.id")).Select(line => line.Split('|')).ToLookup(parts => parts[0], parts => Guid.Parse(parts[1]));
        var (own, other) = (cases[hamlets[0]].ToList(), cases[hamlets[1]].ToList());
        Assert.Equal((3, 3), (own.Count, other.Count));

        Assert.Equal(own.Order(), Ids(await host.Get(head, $"review-cases?cycleId={cycle}&limit=200")).Order());
        Assert.Empty(Ids(await host.Get(head, $"review-cases?cycleId={cycle}&hamlet={Uri.EscapeDataString(names[1])}")));
        Assert.Equal(names[0], Assert.Single((await host.Get(head, $"review-cycles/{cycle}")).GetProperty("cases").EnumerateArray().Select(count => count.GetProperty("hamlet").GetString()).Distinct()));
        Assert.Equal(3, (await host.Get(head, "review-cycles")).GetProperty("items")[0].GetProperty("cases").GetInt32());
        Assert.Equal(6, (await host.Get(Officer, "review-cycles")).GetProperty("items")[0].GetProperty("cases").GetInt32());

        var screened = await host.Do(head, $"review-cycles/{cycle}/screenings", new { screenings = own.Take(2).Append(other[0]).Select(found => new { caseId = found, passed = true, on = "2026-10-01", evidence = new { reference = "Phiếu A" } }) });
        Assert.Equal((2, other[0].ToString()), (screened.GetProperty("cases").GetArrayLength(), screened.GetProperty("left")[0].GetProperty("id").GetString()));
        await host.Do(Officer, $"review-cycles/{cycle}/listing", new { on = "2026-10-01" });
        foreach (var found in own)
        {
            await host.Do(head, $"review-cases/{found}/visit", Visit(reviewer));
            await (await host.Post(head, $"review-cases/{found}/score", key: Guid.NewGuid().ToString())).ShouldBeOkStatus();
        }

        foreach (var found in other)
        {
            await (await host.TryGet(head, $"review-cases/{found}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
            await (await host.Post(head, $"review-cases/{found}/visit", Visit(reviewer))).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
            await host.Do(Officer, $"review-cases/{found}/visit", Visit(reviewer));
            await host.Do(Officer, $"review-cases/{found}/score");
        }

        var meetings = $"review-cycles/{cycle}/meetings";
        await (await host.Post(head, meetings, Meeting(names[1], "2026-10-01", [Vote(other[0], 20)]))).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await host.Post(head, meetings, Meeting("Bản Không Có", "2026-10-01", [Vote(own[0], 20)]))).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await host.Post(head, meetings, Meeting(names[0], "2026-10-01", [Vote(own[0], 20), Vote(other[0], 20)]))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "not-of-this-hamlet");
        await host.Do(head, meetings, Meeting(names[0], "2026-10-01", [.. own.Select(found => Vote(found, 20))]));
        await host.Do(Officer, meetings, Meeting(names[1], "2026-10-01", [.. other.Select(found => Vote(found, 20))]));
        Assert.Equal(names[0], Assert.Single((await host.Get(head, meetings)).GetProperty("items").EnumerateArray()).GetProperty("hamlet").GetString());
        Assert.Equal(2, (await host.Get(Officer, meetings)).GetProperty("items").GetArrayLength());
        Assert.DoesNotContain(names[1], (await host.Get(head, $"review-cycles/{cycle}/hamlets")).GetRawText(), StringComparison.Ordinal);

        var postings = $"review-cycles/{cycle}/postings";
        await (await host.Post(head, postings, Posting(null))).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await host.Post(head, postings, Posting(names[1]))).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        var posted = (await host.Do(head, postings, Posting(names[0]))).GetProperty("id").GetGuid();
        var elsewhere = (await host.Do(Officer, postings, Posting(names[1]))).GetProperty("id").GetGuid();
        Assert.Equal(3, (await host.Get(head, $"postings/{posted}")).GetProperty("lines").GetArrayLength());
        await (await host.TryGet(head, $"postings/{elsewhere}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal([posted], Ids(await host.Get(head, postings)));

        var objections = await host.Do(head, $"review-cycles/{cycle}/objections", new { objections = new[] { Objection(own[0]), Objection(other[0]) } });
        Assert.Equal((1, "not-found"), (objections.GetProperty("received").GetArrayLength(), objections.GetProperty("left")[0].GetProperty("code").GetString()));
        await host.Do(Officer, $"review-cycles/{cycle}/objections", new { objections = new[] { Objection(other[1]) } });
        Assert.Equal(1, (await host.Get(head, $"review-cycles/{cycle}/objections/counts")).GetProperty("all").GetInt32());
        Assert.Single((await host.Get(head, $"review-cycles/{cycle}/objections")).GetProperty("items").EnumerateArray());
        Assert.Equal(hamlets[0], await host.Scalar<string>("select hamlet_code from review_posting where id = $1", posted));
    }

    private static List<Guid> Ids(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];

    private static object Posting(string? hamlet) => new { round = 1, hamlet, places = Places, fromDay = "2026-10-01", until = "2026-10-05", proofReference = "Biên bản niêm yết", proofSha256 = Hash };

    private static object Form(Guid household) => new { householdId = household, form = "01", channel = "InPerson", requestedOn = "2026-10-01", evidence = new { reference = "Mẫu 01" } };

    private static object Objection(Guid found) => new { caseId = found, kind = "Other", channel = "Post", text = "Đề nghị xem lại kết quả này", receivedOn = "2026-10-01" };

    private static object Visit(Guid reviewer) => new
    {
        on = "2026-10-01",
        reviewerId = reviewer,
        answers = new { incomeVnd = 1_000_000, deprivedIndicators = new[] { "22-04" } },
        evidence = new { reference = "Phiếu B" },
    };
}
