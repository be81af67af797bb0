using System.Net;
using System.Text.Json;
using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;

namespace PovertyPlatform.PartnerServiceTests.Events;

public class ReadEventsTests(PartnerHost host)
{
    private readonly string _commune = Told.NewCommune();

    private FeedClient Bank => new(host.ClientFor(Told.BankOf(_commune)));

    [Fact]
    public async Task GrantAndWithdrawal_ReachTheBankAsCloudEvents()
    {
        var granted = Told.Granted(_commune);
        var withdrawn = Told.Withdrawn(_commune, granted.SubjectId, 2, granted.HouseholdId);
        await host.Tell(granted);
        await host.Tell(withdrawn);
        var bank = Bank;
        var events = await bank.PollAll();

        var first = events[0];
        Assert.Equal(granted.EventId.ToString(), first.Id);
        Assert.Equal("vn.povertyplatform.support.eligibility-granted.v1", first.Type);
        Assert.Equal("urn:povertyplatform:support", first.Source!.ToString());
        Assert.Equal(granted.SubjectId.ToString(), first.Subject);
        Assert.Equal(granted.SubjectId.ToString(), first["partitionkey"]);
        Assert.Equal("application/json", first.DataContentType);
        Assert.Equal("urn:povertyplatform:schema:support.eligibility-granted.v1", first.DataSchema!.ToString());
        Assert.True((first.Time!.Value - granted.OccurredAt).Duration() < TimeSpan.FromMilliseconds(1));
        var data = (JsonElement)first.Data!;
        Assert.Equal(
            ["communeCode", "decidedOn", "decisionNumber", "grantId", "householdId", "programmeCode", "provinceCode", "ruleVersion", "validFrom", "validTo", "version"],
            data.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Equal("118/QĐ-UBND", data.GetProperty("decisionNumber").GetString());
        Assert.Equal("2026-11-20", data.GetProperty("decidedOn").GetString());
        Assert.Equal(_commune, data.GetProperty("communeCode").GetString());

        var second = (JsonElement)events[1].Data!;
        Assert.Equal("vn.povertyplatform.support.eligibility-withdrawn.v1", events[1].Type);
        Assert.Equal(2, second.GetProperty("version").GetInt64());
        Assert.Equal("2026-11-23", second.GetProperty("withdrawnOn").GetString());
        Assert.Equal(granted.EventId, second.GetProperty("replaces").GetGuid());
    }

    [Fact]
    public async Task GrantOfAHouseholdThatMoved_IsToldToBothBanksAndKeptByTheNewOne()
    {
        var (there, granted) = (Told.NewCommune(), Told.Granted(_commune));
        await host.Tell(granted);
        await host.Tell(Told.Recognised(_commune, granted.HouseholdId));
        await host.Tell(Told.Moved(there, granted.HouseholdId, 2, _commune), Told.Granted(there, granted.SubjectId, 2, granted.HouseholdId, province: "79"));
        var left = await Bank.PollAll();
        Assert.Equal([1L, 2L], left.Select(one => ((JsonElement)one.Data!).GetProperty("version").GetInt64()));
        Assert.Equal(there, ((JsonElement)left[1].Data!).GetProperty("communeCode").GetString());
        var arrived = Assert.Single(await new FeedClient(host.ClientFor(Told.BankOf(there))).PollAll());
        Assert.Equal((left[1].Id, granted.EventId), (arrived.Id, ((JsonElement)arrived.Data!).GetProperty("replaces").GetGuid()));
        Assert.Equal(HttpStatusCode.NotFound, (await host.ClientFor(Told.BankOf(_commune)).GetAsync($"/v1/grants/{granted.SubjectId}", TestContext.Current.CancellationToken)).StatusCode);
        var details = await (await host.ClientFor(Told.BankOf(there)).GetAsync($"/v1/grants/{granted.SubjectId}", TestContext.Current.CancellationToken)).ShouldBeOk();
        Assert.Equal("NearPoor", details.GetProperty("household").GetProperty("previousClass").GetString());
    }

    [Fact]
    public async Task Event_CarriesTheTraceOfItsDecision()
    {
        using var decision = new System.Diagnostics.Activity("decision").SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C);
        decision.ActivityTraceFlags = System.Diagnostics.ActivityTraceFlags.Recorded;
        decision.Start();
        var granted = Told.Granted(_commune);
        await host.Database.Tell(granted);
        decision.Stop();
        await host.HasHandled(granted);
        var heard = Assert.Single(await Eventually.Get(() => Bank.PollAll(), all => all.Count == 1));
        Assert.StartsWith($"00-{decision.TraceId}-", Assert.IsType<string>(heard["traceparent"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameEventAgain_IsToldOnce()
    {
        var granted = Told.Granted(_commune);
        await host.Tell(granted, granted);
        await host.Database.Tell(granted);
        // Even after the inbox has forgotten it.
        await using (var forget = host.Database.CreateCommand("delete from messaging.inbox_message where message_id = $1"))
        {
            forget.Parameters.AddWithValue(granted.EventId);
            await forget.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await host.Tell(granted);
        Assert.Equal(1, await host.Scalar<long>("select count(*) from feed_event where event_id = $1", granted.EventId));
        Assert.Equal(1, await host.Scalar<long>("select version from eligibility_grant where id = $1", granted.SubjectId));
    }

    [Fact]
    public async Task WithdrawalBeforeItsGrant_KeepsTheStateAndLearnsTheTerms()
    {
        var granted = Told.Granted(_commune);
        await host.Tell(Told.Withdrawn(_commune, granted.SubjectId, 2, granted.HouseholdId));
        await host.Tell(granted);
        Assert.Equal("Withdrawn 2 118/QĐ-UBND 1", await host.Scalar<string>(
            "select concat_ws(' ', state, version, decision_number, granted_version) from eligibility_grant where id = $1", granted.SubjectId));
        Assert.Equal(2, (await Bank.PollAll()).Count);
    }

    [Fact]
    public async Task Filters_NarrowAndThePlaceStillMovesOn()
    {
        var granted = Told.Granted(_commune);
        await host.Tell(granted, Told.Withdrawn(_commune, Guid.CreateVersion7(), 1, Guid.CreateVersion7()));
        var bank = Bank;
        await bank.PollAll();
        await host.Tell(Told.Granted(_commune));
        var before = bank.Place;
        Assert.Empty(await Eventually.Get(() => bank.Poll($"types={FeedTypes.Withdrawn}"), _ => bank.Place != before));
        Assert.NotEqual(before, bank.Place);
        Assert.Equal(FeedTypes.Withdrawn, Assert.Single(await Bank.PollAll($"types={FeedTypes.Withdrawn}&communes={_commune}")).Type);
        Assert.Equal(3, (await Bank.PollAll($"types={FeedTypes.Withdrawn},{FeedTypes.Granted}")).Count);
    }

    [Fact]
    public async Task Pages_AreBoundedAndJoinWithoutGap()
    {
        var told = Enumerable.Range(0, 25).Select(_ => Told.Granted(_commune)).ToArray();
        await host.Tell([.. told]);
        var bank = Bank;
        var first = await bank.Poll("limit=10");
        Assert.Equal(10, first.Count);
        Assert.True(bank.HasMore);
        var all = first.Concat(await bank.PollAll("limit=10")).Select(heard => heard.Id).ToList();
        Assert.Equal(told.Select(message => message.EventId.ToString()).Order(StringComparer.Ordinal), all.Order(StringComparer.Ordinal));
        Assert.False(bank.HasMore);
    }

    [Fact]
    public async Task BankOfAnotherProvince_SeesNothing()
    {
        await host.Tell(Told.Granted(_commune));
        foreach (var stranger in new[] { TestActors.Bank.In("92"), TestActors.Bank.In("92", "31153"), TestActors.Bank with { Provinces = [], Communes = [] } })
            Assert.DoesNotContain(await new FeedClient(host.ClientFor(stranger)).PollAll("limit=500"), heard => ((JsonElement)heard.Data!).GetProperty("communeCode").GetString() == _commune);
        Assert.Empty(await new FeedClient(host.ClientFor(TestActors.Bank.In("92"))).PollAll($"communes={_commune}"));
        Assert.Contains(await new FeedClient(host.ClientFor(TestActors.Bank)).PollAll("limit=500"), heard => ((JsonElement)heard.Data!).TryGetProperty("communeCode", out var code) && code.GetString() == _commune);
    }

    [Fact]
    public async Task CommuneOutsideTheCallersCommunes_IsRefused() =>
        await (await host.ClientFor(Told.BankOf(_commune)).GetAsync("/v1/events?communes=04495", TestContext.Current.CancellationToken))
            .ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");

    [Theory]
    [InlineData("after=yesterday", "after")]
    [InlineData("after=%27%3B--", "after")]
    [InlineData("after=AAAA&after=BBBB", "after")]
    [InlineData("types=eligibility", "types")]
    [InlineData("communes=4492", "communes")]
    [InlineData("communes=abcde", "communes")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=many", "")]
    public async Task MalformedWish_IsRefusedWithItsField(string query, string field)
    {
        using var answer = await host.ClientFor(TestActors.Bank).GetAsync($"/v1/events?{query}", TestContext.Current.CancellationToken);
        var problem = await answer.ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        if (field.Length > 0)
            Assert.Equal(field, problem.GetProperty("faults")[0].GetProperty("field").GetString());
    }
}
