using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Lists;

/// <summary>A commune's two years, from the workbooks of the samples to lists in force; figures are those of samples/expected.json.</summary>
public class ListJourneyTests(ImportHost host) : IClassFixture<ImportHost>
{
    private static readonly object Decision2025 = new { decisionNumber = "25/QĐ-UBND", decidedOn = "2025-12-10", signer = "Hờ A Chống, Chủ tịch" };
    private static readonly object Decision2026 = new { decisionNumber = "118/QĐ-UBND", decidedOn = "2026-11-20", signer = "Hờ A Chống, Chủ tịch" };
    private readonly HttpClient _officer = host.Officer;
    private readonly HttpClient _chair = host.ClientFor(TestActors.Chair);

    [Fact]
    public async Task TwoYears_ListsAreRecognisedOnceAndCorrectedByNewDecisions()
    {
        // 2025: first list of the commune
        await Import(2025, "2025-11-14", "reject");
        await (await Residents(2025, new { households = 1132, persons = 5871, recordedOn = "2025-12-01" })).ShouldBeOk();
        var first = await Draft(2025);
        await ItStates(first, poor: 172, nearPoor: 118, escaped: 0);
        Assert.Equal(0, (await Check(first)).GetProperty("blocks").GetInt32());
        await (await Recognise(host.ClientFor(TestActors.Officer.With(Scopes.ListsRecognise)), first, Decision2025)).ShouldBeRefused(HttpStatusCode.Forbidden, "second-person");
        await (await Recognise(_chair, first, new { decisionNumber = "", signer = "" })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Recognise(_chair, first, new { decisionNumber = "1", decidedOn = "2027-01-01", signer = "x" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "decision-date");
        Assert.Equal(0, await Told("household-recognised"));
        await (await Recognise(_chair, first, Decision2025)).ShouldBeOk();
        Assert.Equal(290, await Told("household-recognised"));
        Assert.Equal(1, await Told("poverty-list-recognised"));

        // asked again because an answer was lost: nothing new; another decision: refused
        await (await Recognise(_chair, first, Decision2025)).ShouldBeOk();
        Assert.Equal(290, await Told("household-recognised"));
        await (await Recognise(_chair, first, Decision2026)).ShouldBeRefused(HttpStatusCode.Conflict, "already-recognised");
        await (await TryDraft(2025)).ShouldBeRefused(HttpStatusCode.Conflict, "already-recognised");
        var immutable = await Assert.ThrowsAsync<PostgresException>(() => host.Scalar<int>($"update poverty_list_entry set class = 4 where list_id = '{first}' returning 1"));
        Assert.Equal("23001", immutable.SqlState);

        // 2026: not everybody was reviewed yet
        var early = await Draft(2026);
        Assert.Equal(290, (await Check(early)).GetProperty("blocks").GetInt32());
        await (await Recognise(_chair, early, Decision2026)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "list-not-ready");

        await Import(2026, "2026-10-30", "skip");
        Assert.Contains("draft-outdated", Codes(await Check(early)));
        var second = await Draft(2026);
        Assert.Equal(early, second);
        await ItStates(second, poor: 149, nearPoor: 165, escaped: 60);
        Assert.Equal([], Codes(await Check(second), "Blocks"));
        await ChairRecognisesOnlyWhatHeSaw(second);
        Assert.Equal(290 + 149 + 165 + 60, await Told("household-recognised"));

        // a correction: one poor household turns out not to be
        var household = await host.Scalar<Guid>($"select household_id from poverty_list_entry where list_id = '{second}' and class = 1 and previous_class is null limit 1");
        await host.Scalar<int>($"update review set income_points = 400, income_vnd = income_vnd * 100 where household_id = '{household}' and review_year = 2026 returning 1");
        var correction = (await (await Correct(second)).ShouldBeOk()).GetProperty("id").GetGuid();
        await (await Recognise(_chair, correction, new { decisionNumber = "118/QĐ-UBND", decidedOn = "2026-11-23", signer = "x" })).ShouldBeRefused(HttpStatusCode.Conflict, "decision-number-used");
        await EntryStatesItsGround(second, household);
        await (await Recognise(_chair, correction, new { decisionNumber = "130/QĐ-UBND", decidedOn = "2026-11-23", signer = "Hờ A Chống, Chủ tịch" })).ShouldBeOk();
        Assert.Equal(1, await Told("household-recognition-withdrawn"));
        Assert.Equal(290 + 374, await Told("household-recognised"));
        await (await Correct(second)).ShouldBeRefused(HttpStatusCode.Conflict, "already-replaced");

        await BankSeesRepresentativesOnlyOfRecognisedHouseholds(household, correction);
        await OtherAreasSeeNothing(second, household);
    }

    private async Task EntryStatesItsGround(Guid list, Guid household)
    {
        var ground = await (await _officer.GetAsync($"/v1/lists/{list}/entries/{household}")).ShouldBeOk();
        Assert.Equal("Poor", ground.GetProperty("explanation").GetProperty("class").GetString());
        Assert.Equal("2022-2026", ground.GetProperty("answers").GetProperty("standardCode").GetString());
    }

    private async Task ChairRecognisesOnlyWhatHeSaw(Guid list)
    {
        var seen = (await _chair.GetAsync($"/v1/lists/{list}")).Headers.ETag;
        await Draft(2026);
        await (await Recognise(_chair, list, Decision2026, seen!.Tag)).ShouldBeRefused(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        var current = (await _chair.GetAsync($"/v1/lists/{list}")).Headers.ETag;
        await (await Recognise(_chair, list, Decision2026, current!.Tag)).ShouldBeOk();
    }

    private async Task BankSeesRepresentativesOnlyOfRecognisedHouseholds(Guid withdrawn, Guid list)
    {
        var bank = host.ClientFor(TestActors.Bank);
        await (await bank.GetAsync($"/v1/households/{withdrawn}/representatives")).ShouldBeRefused(HttpStatusCode.Forbidden, "not-recognised");
        var poor = await host.Scalar<Guid>($"select household_id from poverty_list_entry where list_id = '{list}' and class = 1 limit 1");
        var persons = await (await bank.GetAsync($"/v1/households/{poor}/representatives")).ShouldBeOk();
        Assert.NotEmpty(persons.GetProperty("head").GetProperty("fullName").GetString()!);
        Assert.Equal(1L, await host.Scalar<long>($"select count(*) from audit.entry where action = 'representatives.read' and subject_id = '{poor}' and actor_id = 'bank-laocai'"));

        var masked = await (await _officer.GetAsync($"/v1/households/{poor}")).ShouldBeOk();
        Assert.DoesNotContain(persons.GetProperty("head").GetProperty("fullName").GetString()!, masked.GetRawText(), StringComparison.Ordinal);
        var explained = await (await _officer.GetAsync($"/v1/households/{poor}/classification?standard=2022-2026")).ShouldBeOk();
        Assert.Equal("Poor", explained.GetProperty("explanation").GetProperty("class").GetString());
        await (await _officer.GetAsync($"/v1/households/{poor}/classification?standard=none")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private async Task OtherAreasSeeNothing(Guid list, Guid household)
    {
        var stranger = host.ClientFor(TestActors.Everything.In("92"));
        foreach (var path in (string[])[$"/v1/lists/{list}", $"/v1/lists/{list}/entries", $"/v1/lists/{list}/check", $"/v1/households/{household}", $"/v1/households/{household}/classification", $"/v1/households/{household}/representatives"])
            await (await stranger.GetAsync(path)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, (await (await stranger.GetAsync("/v1/households")).ShouldBeOk()).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await (await stranger.GetAsync("/v1/lists")).ShouldBeOk()).GetProperty("items").GetArrayLength());
        await (await Recognise(stranger, list, Decision2026)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await stranger.PostAsJsonAsync("/v1/lists", new { communeCode = "04492", year = 2026 })).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await stranger.PutAsJsonAsync("/v1/populations/04492/2026", new { households = 1, persons = 1 })).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
    }

    private async Task Import(int year, string reviewedOn, string onFaults)
    {
        var file = await File.ReadAllBytesAsync(Path.Combine(Approved.Root, "samples", $"pung-luong-{year}.xlsx"));
        var job = await host.Import(file, year: year, reviewedOn: reviewedOn, onFaults: onFaults);
        Assert.Equal("done", job.GetProperty("state").GetString());
    }

    private Task<HttpResponseMessage> Residents(int year, object totals) => _officer.PutAsJsonAsync($"/v1/populations/04492/{year}", totals);

    private Task<HttpResponseMessage> TryDraft(int year) => _officer.PostAsJsonAsync("/v1/lists", new { communeCode = "04492", year });

    private async Task<Guid> Draft(int year) => (await (await TryDraft(year)).ShouldBeOk()).GetProperty("id").GetGuid();

    private Task<HttpResponseMessage> Correct(Guid list) => _officer.PostAsync($"/v1/lists/{list}/correction", null);

    private async Task<JsonElement> Check(Guid list) => await (await _officer.GetAsync($"/v1/lists/{list}/check")).ShouldBeOk();

    private static List<string> Codes(JsonElement check, string? severity = null) => [.. check.GetProperty("findings").EnumerateArray()
        .Where(finding => severity is null || finding.GetProperty("severity").GetString() == severity).Select(finding => finding.GetProperty("code").GetString()!).Distinct()];

    private static Task<HttpResponseMessage> Recognise(HttpClient client, Guid list, object decision, string? seen = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/lists/{list}/recognition") { Content = JsonContent.Create(decision) };
        if (seen is not null)
            request.Headers.Add("If-Match", seen);
        return client.SendAsync(request);
    }

    private async Task ItStates(Guid id, int poor, int nearPoor, int escaped)
    {
        var list = await (await _officer.GetAsync($"/v1/lists/{id}")).ShouldBeOk();
        Assert.Equal((poor, nearPoor, escaped), (list.GetProperty("poor").GetInt32(), list.GetProperty("nearPoor").GetInt32(), list.GetProperty("escaped").GetInt32()));
        var households = 0;
        for (string? cursor = null; ;)
        {
            var page = await (await _officer.GetAsync($"/v1/lists/{id}/entries?limit=100{(cursor is null ? "" : $"&cursor={cursor}")}")).ShouldBeOk();
            households += page.GetProperty("items").GetArrayLength();
            if (!page.TryGetProperty("next", out var next) || next.ValueKind == JsonValueKind.Null)
                break;
            cursor = next.GetString();
        }

        Assert.Equal(poor + nearPoor + escaped, households);
    }

    private async Task<int> Told(string name) => (int)await host.Scalar<long>($"select count(*) from messaging.outbox_message where contract = 'event:household:{name}:v1'");
}
