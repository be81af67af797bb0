using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Duplicates;

/// <summary>Searches over the real database: what they find of a labelled set, who sees it, and what is decided.</summary>
public class DuplicateSearchTests(DuplicateHost host) : IClassFixture<DuplicateHost>
{
    private const string Reason = "Hai sổ hộ khẩu cũ, đã đối chiếu tại thôn";

    private readonly TestActor _province = TestActors.ProvinceOfficer.With(Scopes.DuplicatesSettle);
    private readonly TestActor _commune = TestActors.Officer.With(Scopes.DuplicatesSettle);

    [Fact]
    public async Task Search_FindsLabelledDoubles_AndLittleElse()
    {
        using var officer = await Searched();
        var found = await Candidates(officer);
        var labels = host.Set.Doubles.ToDictionary(label => label.Key);
        var (right, wrong) = (found.Count(labels.ContainsKey), found.Count(pair => !labels.ContainsKey(pair)));
        var (precision, recall) = ((double)right / found.Count, (double)right / labels.Count);
        var text = new StringBuilder();
        text.AppendLine("| cách nhập hai lần | tìm thấy | tổng số |").AppendLine("| --- | ---: | ---: |");
        foreach (var kind in host.Set.Doubles.GroupBy(label => label.Kind))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {kind.Key} | {kind.Count(label => found.Contains(label.Key))} | {kind.Count()} |");
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"{host.Set.People.Count} persons in {host.Set.People.Select(person => person.Household).Distinct().Count()} households; {found.Count} pairs suspected, {right} of them doubles: precision {precision:F3}, recall {recall:F3}.");
        Approved.MatchSection(text.ToString(), "docs/duplicates.md", "figures");
        Assert.True(precision >= 0.9 && recall >= 0.9, $"precision {precision:F3} ({wrong} wrong), recall {recall:F3}");
    }

    [Fact]
    public async Task PairOfTwoCommunes_IsSeenOnlyByWhoSeesBoth()
    {
        using var officer = await Searched();
        var across = host.Set.Doubles.Where(label => host.Set.People.First(person => person.Household == label.Other).Commune == LabelledSet.Neighbour).Select(label => label.Key).ToHashSet();
        var seen = await Candidates(officer);
        Assert.True(across.Count(seen.Contains) > 10);
        using var commune = host.ClientFor(_commune);
        var own = await Candidates(commune);
        Assert.NotEmpty(own);
        Assert.DoesNotContain(own, across.Contains);
        var id = await host.Scalar<Guid>($"select id from duplicate_candidate where second_commune_code <> commune_code limit 1");
        await (await Get(commune, $"/v1/duplicate-candidates/{id}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await Post(commune, $"/v1/duplicate-candidates/{id}/verdict", new { verdict = "Different", reason = Reason })).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Reach_OutsideTheOwnArea_IsRefused()
    {
        using var commune = host.ClientFor(_commune);
        await (await Ask(commune, LabelledSet.Home, "Province")).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Ask(commune, LabelledSet.Neighbour, "Commune")).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        using var province = host.ClientFor(_province);
        await (await Ask(province, LabelledSet.Home, "Country")).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        using var reader = host.ClientFor(TestActors.Officer.With(Scopes.HouseholdsRead));
        Assert.Equal(HttpStatusCode.Forbidden, (await Ask(reader, LabelledSet.Home, "Commune")).StatusCode);
    }

    [Fact]
    public async Task Decision_NeedsAReason_CanBeTakenBack_AndStaysInTheRecord()
    {
        using var officer = await Searched();
        var id = (await Page(officer, "?limit=1")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var path = $"/v1/duplicate-candidates/{id}";
        await (await Post(officer, $"{path}/verdict", new { verdict = "SameHousehold", reason = "ngắn" })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Post(officer, $"{path}/reopening", new { reason = Reason })).ShouldBeRefused(HttpStatusCode.Conflict, "candidate-state");
        var before = await Read(officer, path);
        Assert.NotEmpty(before.GetProperty("matches").EnumerateArray());
        Assert.True(before.GetProperty("matches")[0].GetProperty("points").GetInt32() >= 700);

        await (await Post(officer, $"{path}/verdict", new { verdict = "Different", reason = Reason })).ShouldBeOk();
        await (await Post(officer, $"{path}/verdict", new { verdict = "SameHousehold", reason = Reason })).ShouldBeRefused(HttpStatusCode.Conflict, "candidate-state");
        // A later search does not ask again what was decided.
        await Search(officer);
        Assert.Equal("Settled", (await Read(officer, path)).GetProperty("candidate").GetProperty("state").GetString());

        await (await Post(officer, $"{path}/reopening", new { reason = "Nhầm hộ, phải xem lại" })).ShouldBeOk();
        var after = await Read(officer, path);
        Assert.Equal("Open", after.GetProperty("candidate").GetProperty("state").GetString());
        Assert.Equal(2, after.GetProperty("decisions").GetArrayLength());
        Assert.Equal(2, await host.Scalar<long>($"select count(*) from audit.entry where subject_id = '{id}' and action <> 'access.refused'"));
    }

    [Fact]
    public async Task StaleTag_IsRefused()
    {
        using var officer = await Searched();
        var id = (await Page(officer, "?limit=2")).GetProperty("items")[1].GetProperty("id").GetGuid();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/duplicate-candidates/{id}/verdict") { Content = JsonContent.Create(new { verdict = "Different", reason = Reason }) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        await (await Send(officer, request)).ShouldBeRefused(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
    }

    [Fact]
    public async Task PairThatIsNoLongerSuspected_IsGone()
    {
        using var officer = await Searched();
        var gone = host.Set.Doubles.First(label => label.Kind == "Không ghi giới tính");
        await Execute($"update member set left_on = '2026-01-01' where household_id = '{gone.Other}'; update household set closed_on = '2026-01-01' where id = '{gone.Other}'");
        await Search(officer);
        Assert.DoesNotContain(gone.Key, await Candidates(officer));
        await Execute($"update member set left_on = null where household_id = '{gone.Other}'; update household set closed_on = null where id = '{gone.Other}'");
        await Search(officer);
        Assert.Contains(gone.Key, await Candidates(officer));
    }

    private async Task<HttpClient> Searched()
    {
        await host.Fill();
        var officer = host.ClientFor(_province);
        if (await host.Scalar<long>("select count(*) from duplicate_search where state = 'done'") == 0)
            await Search(officer);
        return officer;
    }

    private static Task<HttpResponseMessage> Get(HttpClient client, string path) => client.GetAsync(path);

    private static Task<HttpResponseMessage> Post(HttpClient client, string path, object body) => client.PostAsJsonAsync(path, body);

    private static Task<HttpResponseMessage> Send(HttpClient client, HttpRequestMessage request) => client.SendAsync(request);

    private async Task Execute(string sql)
    {
        await using var command = host.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Search(HttpClient officer)
    {
        var id = (await (await Ask(officer, LabelledSet.Home, "Province")).ShouldBeOk()).GetProperty("id").GetGuid();
        var search = await Eventually.Get(async () => await Read(officer, $"/v1/duplicate-searches/{id}"), row => row.GetProperty("state").GetString() is not ("Queued" or "Running"), TimeSpan.FromSeconds(60));
        Assert.Equal("Done", search.GetProperty("state").GetString());
        Assert.Equal(100, search.GetProperty("percent").GetInt32());
    }

    private static Task<HttpResponseMessage> Ask(HttpClient client, string commune, string reach) => client.PostAsJsonAsync("/v1/duplicate-searches", new { communeCode = commune, reach });

    private static async Task<JsonElement> Read(HttpClient client, string path) => await (await client.GetAsync(path)).ShouldBeOk();

    private static Task<JsonElement> Page(HttpClient client, string query) => Read(client, $"/v1/duplicate-candidates{query}");

    private static async Task<HashSet<(Guid, Guid)>> Candidates(HttpClient client)
    {
        var found = new HashSet<(Guid, Guid)>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = await Page(client, $"?limit=200{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}");
            foreach (var item in page.GetProperty("items").EnumerateArray())
                found.Add((item.GetProperty("firstHouseholdId").GetGuid(), item.GetProperty("secondHouseholdId").GetGuid()));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        return found;
    }
}
