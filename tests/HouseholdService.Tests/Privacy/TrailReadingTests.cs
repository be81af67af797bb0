using System.Net;
using System.Text.Json;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>An inspection asks what somebody did; it sees its areas only, and is seen itself.</summary>
public sealed class TrailReadingTests(PrivacyHost host) : IClassFixture<PrivacyHost>
{
    private static readonly TestActor Auditor = new("auditor-of-trail", [Scopes.TrailRead], ["15"], [], Roles: ["auditor"]);

    [Fact]
    public async Task WhatAnOfficerDid_IsReadUnmasked_ByActorActionAndSubject()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(2);
        await host.Do(PrivacyHost.Receiver, $"households/{household}/reveal", new { purpose = "correction", reason = "Đối chiếu giấy khai sinh" });
        var lines = await Lines(Auditor, $"from=2026-09-07&to=2026-09-07&actorId=officer-pungluong&action=household.reveal&subjectId={household}");
        var line = Assert.Single(lines);
        Assert.Equal("officer-pungluong", line.GetProperty("actorId").GetString());
        Assert.Equal("correction: Đối chiếu giấy khai sinh", line.GetProperty("purpose").GetString());
        Assert.Equal("04492", line.GetProperty("communeCode").GetString());
        Assert.Contains("poverty-officer", line.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        Assert.Empty(await Lines(Auditor, $"from=2026-09-07&to=2026-09-07&actorId=officer-pungluong&subjectId={Guid.NewGuid()}"));
        Assert.Empty(await Lines(Auditor, $"from=2026-09-08&to=2026-09-09&subjectId={household}"));
        // A change tells its digests.
        var decided = Assert.Single(await Lines(Auditor, "from=2026-08-03&to=2026-08-03&action=list.recognise"));
        Assert.Matches("^[0-9a-f]{64}$", decided.GetProperty("afterHash").GetString()!);
    }

    [Fact]
    public async Task OtherProvincesAndLinesWithoutArea_AreNotShown_AndTheCountryIsToItsOwn()
    {
        await host.Recognised();
        foreach (var (action, province, commune) in new[] { ("far.line", "'92'", "'31299'"), ("nowhere.line", "null", "null"), ("near.line", "'15'", "'02680'") })
            await host.Scalar<long>($"""
                with told as (insert into audit.entry (id, recorded_at, actor_id, client_id, action, subject_kind, subject_id, province_code, commune_code)
                  values (gen_random_uuid(), '2026-08-20T05:00Z', 'somebody', 'portal', '{action}', 'household', gen_random_uuid(), {province}, {commune}) returning 1) select count(*) from told
                """);
        const string Day = "from=2026-08-20&to=2026-08-20";
        Assert.Equal(["near.line"], Actions(await Lines(Auditor, Day)));
        Assert.Empty(await Lines(Auditor with { Provinces = [], Communes = ["04492"] }, Day));
        Assert.Empty(await Lines(Auditor with { Provinces = [] }, Day));
        Assert.Equal(["far.line"], Actions(await Lines(Auditor.In("92"), Day)));
        Assert.Equal(["far.line", "near.line", "nowhere.line"], Actions(await Lines(Auditor with { Provinces = [], Nationwide = true }, Day)));
    }

    [Fact]
    public async Task Reading_IsALineItself_AndPagesMiss_Nothing()
    {
        await host.Recognised();
        var all = await Lines(Auditor, "from=2026-08-03&to=2026-08-03&limit=500");
        Assert.True(all.Count > 3);
        var (paged, cursor) = (new List<Guid>(), "");
        do
        {
            var page = await host.Get(Auditor, $"audit-entries?from=2026-08-03&to=2026-08-03&limit=2{cursor}");
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetGuid()));
            cursor = page.TryGetProperty("next", out var next) && next.GetString() is { } more ? $"&cursor={more}" : "";
        }
        while (cursor.Length > 0 && paged.Count <= all.Count);
        Assert.Equal(all.Select(row => row.GetProperty("id").GetGuid()), paged);
        var asked = await host.Scalar<string>("select purpose from audit.entry where actor_id = 'auditor-of-trail' and action = 'trail.read' and purpose = '2026-08-03 to 2026-08-03' order by position limit 1");
        Assert.Equal("2026-08-03 to 2026-08-03", asked);
    }

    [Theory]
    [InlineData("from=2026-08-01&to=2026-09-01")]
    [InlineData("from=2026-09-02&to=2026-09-01")]
    [InlineData("from=0001-01-01&to=0001-01-02")]
    [InlineData("to=0001-01-01")]
    [InlineData("from=9999-12-31")]
    [InlineData("actorId=")]
    [InlineData("limit=0")]
    public async Task WhatMakesNoSense_IsRefused(string query) =>
        await (await host.TryGet(Auditor, $"audit-entries?{query}")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task WithoutTheRight_NobodyReadsIt()
    {
        foreach (var actor in new[] { TestActors.Officer, TestActors.Chair, TestActors.ProvinceOfficer })
            await (await host.TryGet(actor, "audit-entries")).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        await (await host.TryGet(Auditor with { Scopes = [.. Scopes.All.Where(scope => scope != Scopes.TrailRead)] }, "audit-entries")).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
    }

    private static List<string> Actions(IEnumerable<JsonElement> lines) => [.. lines.Select(line => line.GetProperty("action").GetString()!).Where(action => action.EndsWith(".line", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private async Task<List<JsonElement>> Lines(TestActor actor, string query) => [.. (await host.Get(actor, $"audit-entries?{query}")).GetProperty("items").EnumerateArray()];
}
