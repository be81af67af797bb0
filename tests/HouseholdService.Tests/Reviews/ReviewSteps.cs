using System.Text.Json;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.HouseholdServiceTests.Reviews;

/// <summary>Whole parts of a review, so that a test can begin where it looks.</summary>
internal static class ReviewSteps
{
    public static readonly TestActor Officer = TestActors.Officer;
    public static readonly TestActor Chair = TestActors.Chair;
    public static readonly TestActor Province = TestActors.ProvinceOfficer;
    public const string Commune = "04492";
    public static readonly string Hash = new('c', 64);

    /// <summary>Plans a review of the commune, appoints people and opens it. Returns the cycle and its two reviewers.</summary>
    public static async Task<(Guid Cycle, Guid Reviewer, Guid Second)> OpenCycle(this ReviewHost host, string opens = "2026-09-07", Guid[]? relatives = null)
    {
        host.Day(opens);
        var cycle = (await host.Do(Officer, "review-cycles", new { communeCode = Commune, kind = "Annual", planNumber = "12/KH-UBND", plannedOn = opens, opensOn = opens, closesOn = "2026-12-14" })).GetProperty("id").GetGuid();
        var people = await host.Put(Officer, $"review-cycles/{cycle}/people", new
        {
            decision = "30/QĐ-UBND",
            decidedOn = opens,
            people = new object[]
            {
                new { role = "CommitteeHead", fullName = "Hờ A Chống", position = "Chủ tịch" },
                new { role = "Reviewer", fullName = "Sùng A Vàng", account = "reviewer-one", relatives = relatives ?? [] },
                new { role = "Reviewer", fullName = "Lò Thị Ơn" },
            },
        });
        await host.Do(Officer, $"review-cycles/{cycle}/opening");
        var reviewers = people.GetProperty("reviewers").EnumerateArray().ToDictionary(person => person.GetProperty("fullName").GetString()!, person => person.GetProperty("id").GetGuid());
        return (cycle, reviewers["Sùng A Vàng"], reviewers["Lò Thị Ơn"]);
    }

    /// <summary>Requests with form 01, screened and listed.</summary>
    public static async Task Request(this ReviewHost host, Guid cycle, IEnumerable<Guid> households, string on)
    {
        foreach (var some in households.Chunk(200))
        {
            var asked = await host.Do(Officer, $"review-cycles/{cycle}/requests", new
            {
                requests = some.Select(household => new { householdId = household, form = "01", channel = "InPerson", requestedOn = on, evidence = new { reference = "Mẫu 01" } }),
            });
            Assert.Equal(some.Length, asked.GetProperty("cases").GetArrayLength());
            var screened = await host.Do(Officer, $"review-cycles/{cycle}/screenings", new
            {
                screenings = asked.GetProperty("cases").EnumerateArray().Select(found => new { caseId = found.GetProperty("id").GetGuid(), passed = true, on, evidence = new { reference = "Phiếu A" } }),
            });
            Assert.Equal(0, screened.GetProperty("left").GetArrayLength());
        }
    }

    /// <summary>Holds a meeting in every hamlet with scored cases; all agree but on the cases named.</summary>
    public static async Task Meet(this ReviewHost host, Guid cycle, string on, params Guid[] disagreed)
    {
        var cases = await host.Column<string>($"select hamlet_name || '|' || id from review_case where cycle_id = '{cycle}' and state = 'scored' order by id");
        foreach (var hamlet in cases.Select(line => line.Split('|')).GroupBy(parts => parts[0], parts => Guid.Parse(parts[1])))
            await host.Do(Officer, $"review-cycles/{cycle}/meetings", Meeting(hamlet.Key, on, [.. hamlet.Select(id => Vote(id, disagreed.Contains(id) ? 9 : 20))]));
    }

    /// <summary>A meeting of 20 persons.</summary>
    public static object Meeting(string hamlet, string on, object[] votes, int present = 20, string[]? signatures = null) => new
    {
        hamlet,
        heldOn = on,
        place = "Nhà văn hóa thôn",
        chair = "Giàng A Sử",
        secretary = "Vàng Thị Mai",
        present,
        householdsInvited = 25,
        householdsPresent = present,
        frontPresent = true,
        minutesReference = "01/BB-HD",
        minutesSha256 = Hash,
        signatures = signatures ?? ["Giàng A Sử", "Vàng Thị Mai", "Lý A Dơ"],
        votes,
    };

    /// <summary>A vote with a reason for the case that it goes back.</summary>
    public static object Vote(Guid id, int agree) => new { caseId = id, agree, disagree = 0, reason = agree < 10 ? "Hộ có thu nhập khác chưa được ghi" : null };

    /// <summary>Posts everything that is ready for the whole commune.</summary>
    public static async Task<Guid> PostResults(this ReviewHost host, Guid cycle, string from, string until, int round = 1) => (await host.Do(Officer, $"review-cycles/{cycle}/postings", new
    {
        round,
        places = new[] { "Trụ sở UBND xã", "Nhà văn hóa các bản" },
        fromDay = from,
        until,
        proofReference = "Biên bản niêm yết",
        proofSha256 = Hash,
    })).GetProperty("id").GetGuid();

    /// <summary>The state of a case.</summary>
    public static async Task<string> StateOf(this ReviewHost host, Guid found) => (await host.Get(Officer, $"review-cases/{found}")).GetProperty("case").GetProperty("state").GetString()!;

    /// <summary>Codes of the findings of a list's check.</summary>
    public static List<string> Codes(JsonElement check, string severity) => [.. check.GetProperty("findings").EnumerateArray()
        .Where(finding => finding.GetProperty("severity").GetString() == severity).Select(finding => finding.GetProperty("code").GetString()!).Distinct().Order()];
}
