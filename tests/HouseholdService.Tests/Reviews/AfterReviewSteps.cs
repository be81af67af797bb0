using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.TestKit.Asserting;
using static PovertyPlatform.HouseholdServiceTests.Reviews.ReviewSteps;

namespace PovertyPlatform.HouseholdServiceTests.Reviews;

/// <summary>What people ask of a review that has ended: who left as expected, what moved, what a second look finds, why households are poor.</summary>
internal static class AfterReviewSteps
{
    public static async Task AfterTheReview(this ReviewHost host, Guid cycle, Guid expected)
    {
        await host.ExpectationIsCompared(expected);
        await host.MovementsAddUp();
        await host.SecondLookHasBounds(cycle);
        await host.JudgementsStayInside();
        await host.CommitmentsAreJudgedOnce();
    }

    private static async Task ExpectationIsCompared(this ReviewHost host, Guid expected)
    {
        var hamlets = (await host.Get(Officer, $"expected-escapes/{expected}/comparison")).EnumerateArray().ToList();
        Assert.Equal(20, hamlets.Sum(hamlet => hamlet.GetProperty("expected").GetInt32()));
        Assert.Equal(await host.Scalar<int>("select escaped_households from poverty_list where review_year = 2026 and state = 'recognised'"),
            hamlets.Sum(hamlet => hamlet.GetProperty("escaped").GetInt32() + hamlet.GetProperty("unexpected").GetInt32()));
        Assert.True(hamlets.TrueForAll(hamlet => hamlet.GetProperty("expected").GetInt32() == hamlet.GetProperty("escaped").GetInt32() + hamlet.GetProperty("stillOnList").GetInt32()));
    }

    private static async Task MovementsAddUp(this ReviewHost host)
    {
        var commune = await host.Get(Officer, $"movements?communeCode={Commune}&year=2026");
        var poor = commune.GetProperty("poor");
        Assert.True(poor.GetProperty("addsUp").GetBoolean() && commune.GetProperty("nearPoor").GetProperty("addsUp").GetBoolean());
        Assert.Equal(172, poor.GetProperty("opening").GetProperty("households").GetInt32());
        Assert.Equal(await host.Scalar<int>("select poor_households from poverty_list where review_year = 2026 and state = 'recognised'"), poor.GetProperty("closing").GetProperty("households").GetInt32());
        Assert.Equal(poor.GetProperty("toOther").GetProperty("households").GetInt32(), commune.GetProperty("nearPoor").GetProperty("fromOther").GetProperty("households").GetInt32());
        Assert.Equal(poor.GetRawText(), (await host.Get(Province, "movements?provinceCode=15&year=2026")).GetProperty("poor").GetRawText());
        await (await host.TryGet(Officer, "movements?year=2026")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private static async Task SecondLookHasBounds(this ReviewHost host, Guid cycle)
    {
        await (await host.Post(Officer, $"review-cycles/{cycle}/quality-samples", new { size = 30, seed = 7 })).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        var sample = await host.Do(Province, $"review-cycles/{cycle}/quality-samples", new { size = 30, seed = 20261123 });
        await (await host.Post(Province, $"review-cycles/{cycle}/quality-samples", new { size = 40, seed = 20261123 })).ShouldBeRefused(HttpStatusCode.Conflict, "seed-used");
        var (id, cases) = (sample.GetProperty("id").GetGuid(), sample.GetProperty("cases").EnumerateArray().ToList());
        Assert.Equal(30, cases.Count);
        Assert.Equal(["left", "near-poor", "not-on-list", "poor"], cases.Select(found => found.GetProperty("stratum").GetString()).Distinct().Order());
        var poor = cases.Where(found => found.GetProperty("stratum").GetString() == "poor").Select(found => found.GetProperty("caseId").GetGuid()).ToList();
        foreach (var (found, index) in poor.Select((found, index) => (found, index)))
            await (await host.Post(Province, $"quality-samples/{id}/visits", Look(found, index == 0 ? "NotPoor" : "Poor"))).ShouldBeOkStatus();
        await (await host.Post(Province, $"quality-samples/{id}/visits", Look(poor[0], "Poor"))).ShouldBeRefused(HttpStatusCode.Conflict, "already-visited");
        var rates = (await host.Get(Province, $"quality-samples/{id}")).GetProperty("rates");
        var wrong = rates.GetProperty("wrongInclusion");
        Assert.Equal((1, poor.Count), (wrong.GetProperty("found").GetInt32(), wrong.GetProperty("of").GetInt32()));
        Assert.InRange(1.0 / poor.Count, wrong.GetProperty("low").GetDouble(), wrong.GetProperty("high").GetDouble());
        Assert.Equal(0, rates.GetProperty("wrongExit").GetProperty("of").GetInt32());
    }

    private static object Look(Guid found, string seen) => new { caseId = found, foundClass = seen, on = "2026-11-23", visitor = "Thanh tra Sở" };

    private static async Task JudgementsStayInside(this ReviewHost host)
    {
        var household = await host.Scalar<Guid>("select household_id from poverty_list_entry e join poverty_list l on l.id = e.list_id where review_year = 2026 and state = 'recognised' and class = 1 limit 1");
        using var officer = host.ClientFor(Officer);
        await (await officer.PutAsJsonAsync($"/v1/households/{household}/causes", Causes("L2"))).ShouldBeRefused(HttpStatusCode.Forbidden, "cause-restricted");
        await (await officer.PutAsJsonAsync($"/v1/households/{household}/causes", new { causes = new[] { new { code = "C1", isMain = false } } })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await host.Put(Officer, $"households/{household}/causes", Causes("C1", "C2"));
        Assert.Equal(["C2", "C3"], Codes(await host.Put(Officer, $"households/{household}/causes", Causes("C2", "C3"))));
        await (await host.Post(Officer, $"households/{household}/judged-causes", new { code = "L2", reason = "Nhiều lần từ chối việc làm được giới thiệu" })).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        await (await host.Post(Chair, $"households/{household}/judged-causes", new { code = "L2", reason = "lười" })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Post(Chair, $"households/{household}/judged-causes", new { code = "C1", reason = "Nhiều lần từ chối việc làm được giới thiệu" })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        var before = await host.Scalar<long>("select count(*) from messaging.outbox_message");
        await host.Do(Chair, $"households/{household}/judged-causes", new { code = "L2", reason = "Nhiều lần từ chối việc làm được giới thiệu" });
        Assert.Equal(before, await host.Scalar<long>("select count(*) from messaging.outbox_message"));
        Assert.DoesNotContain("L2", Codes(await host.Get(Officer, $"households/{household}/causes")));
        Assert.Contains("L2", Codes(await host.Get(Chair, $"households/{household}/causes")));
        Assert.Equal(1L, await host.Scalar<long>($"select count(*) from audit.entry where action = 'household.cause-judged.read' and subject_id = '{household}'"));

        await host.Do(Province, "causes", new { provinceCode = "15", code = "P15-1", nameVi = "Thiệt hại do sạt lở đất", parentCode = "C8", validFrom = "2026-11-01", legalBasis = "CV 1/SNNMT" });
        Assert.DoesNotContain("P15-1", Codes(await host.Get(Officer, "causes?provinceCode=15&on=2026-10-31")));
        Assert.Contains("P15-1", Codes(await host.Get(Officer, "causes?provinceCode=15&on=2026-11-01")));
        await host.Put(Officer, $"households/{household}/causes", Causes("P15-1", "C2"));
        await (await host.Post(Province, "causes", new { provinceCode = "92", code = "P92-1", nameVi = "x", parentCode = "C8", validFrom = "2026-11-01", legalBasis = "x" })).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
    }

    private static async Task CommitmentsAreJudgedOnce(this ReviewHost host)
    {
        var household = await host.Scalar<Guid>("select id from household order by id limit 1");
        await host.Do(Officer, $"households/{household}/needs", new { assessor = "Hội Nông dân xã", workers = 2, wishes = "Vay vốn nuôi trâu", needs = new[] { "credit" } });
        Assert.Equal(1, (await host.Get(Officer, $"households/{household}/needs")).GetArrayLength());
        var made = await host.Do(Officer, $"households/{household}/commitments", new { text = "Nuôi hai con trâu và cho con đi học", dueOn = "2027-11-01" });
        var path = $"households/{household}/commitments/{made.GetProperty("id").GetGuid()}/outcome";
        await (await host.Post(Officer, path, new { outcome = "Broken" })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("Kept", (await host.Do(Officer, path, new { outcome = "Kept" })).GetProperty("state").GetString());
        await (await host.Post(Officer, path, new { outcome = "Kept" })).ShouldBeRefused(HttpStatusCode.Conflict, "commitment-judged");
        await (await host.Post(Officer, $"households/{household}/commitments", new { text = "Thoát nghèo trong năm nay", caseId = Guid.NewGuid() })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private static object Causes(string main, params string[] others) => new { causes = others.Select(code => new { code, isMain = false }).Prepend(new { code = main, isMain = true }) };

    private static List<string> Codes(JsonElement causes) => [.. causes.EnumerateArray().Where(cause => !cause.TryGetProperty("endedOn", out var ended) || ended.ValueKind == JsonValueKind.Null).Select(cause => cause.GetProperty("code").GetString()!)];
}
