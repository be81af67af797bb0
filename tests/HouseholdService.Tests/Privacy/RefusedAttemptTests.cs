using System.Net;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>Who asks for what is not theirs is in the trail, and cannot fill it.</summary>
public sealed class RefusedAttemptTests(PrivacyHost host) : IClassFixture<PrivacyHost>
{
    private const string Household = "/v1/households/{id:guid}";

    [Fact]
    public async Task HouseholdOfAnotherCommune_IsInTheTrail_TheFirstAndTheTenthTime()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(4);
        var curious = TestActors.Officer with { Id = "officer-curious", Communes = ["04489"], HomeProvince = "15" };
        for (var time = 0; time < 12; time++)
            await (await host.TryGet(curious, $"households/{household}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal([$"GET {Household}: 404, 1 today", $"GET {Household}: 404, 10 today"], await Told("officer-curious"));
        Assert.Equal(household, await host.Scalar<Guid>("select distinct subject_id from audit.entry where actor_id = 'officer-curious'"));
        Assert.Equal("04489", await host.Scalar<string>("select distinct commune_code from audit.entry where actor_id = 'officer-curious'"));

        // An inspection finds it by the household; the household's own history does not count it: nothing was seen.
        var inspection = new TestActor("auditor-centre", [Scopes.TrailRead, Scopes.AccessesRead], [], [], Nationwide: true, Roles: ["auditor"]);
        var found = (await host.Get(inspection, $"audit-entries?from=2026-09-07&to=2026-09-07&subjectId={household}&action=access.refused")).GetProperty("items").EnumerateArray();
        Assert.Equal(2, found.Count(row => row.GetProperty("actorId").GetString() == "officer-curious"));
        var accesses = (await host.Get(inspection, $"households/{household}/accesses?limit=500")).GetProperty("items").EnumerateArray();
        Assert.DoesNotContain(accesses, row => row.GetProperty("action").GetString() == "access.refused");

        // One of the caller's own area reads that somebody tried, not what: that may lie anywhere.
        var near = inspection with { Nationwide = false, Communes = ["04489"] };
        const string Asked = "audit-entries?from=2026-09-07&to=2026-09-07";
        Assert.Empty((await host.Get(near, $"{Asked}&subjectId={household}")).GetProperty("items").EnumerateArray());
        var tried = (await host.Get(near, $"{Asked}&action=access.refused")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(2, tried.Count);
        Assert.All(tried, row => Assert.Equal(Guid.Empty, row.GetProperty("subjectId").GetGuid()));

        // The inspection of the province reads of its communes' officers, that of another province does not.
        Assert.Equal(2, (await host.Get(inspection with { Nationwide = false, Provinces = ["15"] }, $"{Asked}&action=access.refused&actorId=officer-curious")).GetProperty("items").GetArrayLength());
        Assert.Empty((await host.Get(inspection with { Nationwide = false, Provinces = ["92"] }, $"{Asked}&action=access.refused&actorId=officer-curious")).GetProperty("items").EnumerateArray());

        // The next day it begins again.
        host.Day("2026-09-08");
        await host.TryGet(curious, $"households/{household}");
        Assert.Equal(3, (await Told("officer-curious")).Count);
        host.Day("2026-09-07");
    }

    [Fact]
    public async Task MissingScope_IsInTheTrail_AndWhatIsAllowedOrNobodys_IsNot()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(5);
        var actor = new TestActor("officer-narrow", [Scopes.HouseholdsRead], [], ["04492"], Roles: ["reviewer"]);
        await (await host.TryGet(actor, $"households/{household}")).ShouldBeOk();
        using (var nobody = host.ClientFor(null))
            await nobody.GetAsync($"/v1/households/{household}", TestContext.Current.CancellationToken);
        await (await host.Post(actor, $"households/{household}/reveal", new { purpose = "correction", reason = "x" })).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        Assert.Equal(["POST /v1/households/{id:guid}/reveal: 403, 1 today"], await Told("officer-narrow"));
        Assert.Equal(household, await host.Scalar<Guid>("select subject_id from audit.entry where actor_id = 'officer-narrow' and action = 'access.refused'"));
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from audit.entry where action = 'access.refused' and actor_id = 'unknown'"));
    }

    [Fact]
    public async Task HeadOfAHamlet_IsToldOfWithCommuneAndProvince_AndWhoHasSeveralCommunesWithTheProvince()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(6);
        var head = TestActors.HamletHead with { Id = "head-curious", Hamlets = ["044929999"], HomeProvince = "15" };
        await (await host.TryGet(head, $"households/{household}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal("15/04492", await host.Scalar<string>("select province_code || '/' || commune_code from audit.entry where actor_id = 'head-curious' and action = 'access.refused'"));
        var several = TestActors.Officer with { Id = "officer-several", Communes = ["04489", "04495"], HomeProvince = "15" };
        await (await host.TryGet(several, $"households/{household}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal("15/-", await host.Scalar<string>("select province_code || '/' || coalesce(commune_code, '-') from audit.entry where actor_id = 'officer-several' and action = 'access.refused'"));
    }

    private Task<List<string>> Told(string actor) => host.Column<string>($"select purpose from audit.entry where actor_id = '{actor}' and action = 'access.refused' order by position");
}
