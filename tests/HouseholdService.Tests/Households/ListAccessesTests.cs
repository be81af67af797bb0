using System.Net;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Households;

/// <summary>Who saw or changed a household.</summary>
public sealed class ListAccessesTests(ImportHost host) : IClassFixture<ImportHost>
{
    private static readonly TestActor Auditor = new("auditor-laocai", [Scopes.AccessesRead], ["15"], [], Roles: ["auditor"]);

    [Fact]
    public async Task Accesses_AreTheWholeStoryNewestFirstAndMasked()
    {
        var household = await Household();
        await Write(household, 5);
        using var client = host.ClientFor(Auditor);
        var actions = new List<string>();
        string? cursor = null;
        do
        {
            var page = await (await client.GetAsync($"/v1/households/{household}/accesses?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}", Ct)).ShouldBeOk();
            foreach (var access in page.GetProperty("items").EnumerateArray())
            {
                actions.Add(access.GetProperty("action").GetString()!);
                Assert.DoesNotContain("pungluong", access.GetRawText(), StringComparison.Ordinal);
            }

            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null && actions.Count < 50);

        // The file that brought it named it first.
        Assert.Equal("import.start", actions[^1]);
        Assert.Contains("household.import", actions);
        Assert.Equal(5, actions.Count(action => action == "household.test"));
    }

    [Fact]
    public async Task Question_IsRecordedItself()
    {
        var household = await Household();
        using var client = host.ClientFor(Auditor);
        await (await client.GetAsync($"/v1/households/{household}/accesses", Ct)).ShouldBeOk();
        var again = await (await client.GetAsync($"/v1/households/{household}/accesses", Ct)).ShouldBeOk();
        Assert.Equal("household.accesses-read", again.GetProperty("items")[0].GetProperty("action").GetString());
        Assert.Equal("au•••ai", again.GetProperty("items")[0].GetProperty("actor").GetString());
    }

    [Fact]
    public async Task HouseholdOfAnotherArea_IsNotThere()
    {
        var household = await Household();
        using var stranger = host.ClientFor(Auditor.In("01"));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/v1/households/{household}/accesses", Ct)).StatusCode);
    }

    [Fact]
    public async Task OtherScope_IsRefused()
    {
        using var client = host.ClientFor(Auditor.Without(Scopes.AccessesRead));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync($"/v1/households/{Guid.NewGuid()}/accesses", Ct)).StatusCode);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<Guid> Household()
    {
        if (await host.Scalar<long>("select count(*) from household") == 0)
            await host.Import(ImportHost.Book(3));
        return await host.Scalar<Guid>("select id from household order by id limit 1");
    }

    private Task<long> Write(Guid household, int times) => host.Scalar<long>("""
        with written as (
          insert into audit.entry (id, recorded_at, actor_id, client_id, action, subject_kind, subject_id)
          select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7000800000000000000' || n)::uuid, now(), 'officer-pungluong', 'portal', 'household.test', 'household', $1
          from generate_series(1, $2) n returning 1)
        select count(*) from written
        """, household, times);
}
