using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.SupportProgramService.Domain.Eligibility;
using PovertyPlatform.SupportProgramService.Domain.Households;
using PovertyPlatform.SupportProgramServiceTests.Domain;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.SupportProgramServiceTests.Consumers;

/// <summary>Many households, two queues, shuffled order and repeats: every household ends with the grants of its newest state, told exactly once per version.</summary>
public class DisorderTests(SupportHostOnADay host) : IClassFixture<SupportHostOnADay>
{
    private const int Households = 80;
    private const int EventsEach = 5;
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public async Task ShuffledHistory_EndsInTheNewestState()
    {
        var random = new Random(20261124);
        var told = Enumerable.Range(0, Households).Select(_ => Guid.CreateVersion7()).SelectMany(household => Enumerable.Range(1, EventsEach).Select(version => Some(random, household, version))).ToList();
        var newest = told.GroupBy(message => message.SubjectId).ToDictionary(group => group.Key, group => group.MaxBy(message => message.SubjectVersion)!);
        var arrival = told.Concat(told.Where(_ => random.Next(4) == 0)).ToArray();
        random.Shuffle(arrival);
        await host.Tell(arrival);

        var open = (await host.Ask(db => db.Grants.Where(grant => grant.State == SupportProgramService.Domain.Grants.GrantState.Granted).ToListAsync())).ToLookup(grant => grant.HouseholdId, grant => grant.ProgrammeCode);
        Assert.All(newest, pair => Assert.Equal(Expected(pair.Value), open[pair.Key]));

        var versions = await host.Ask(db => db.Grants.ToDictionaryAsync(grant => grant.Id, grant => grant.Version));
        await Eventually.Equals(versions.Values.Sum(), () => Task.FromResult((long)newest.Keys.Sum(household => host.Bank.About(household).Count)));
        Assert.All(newest.Keys.SelectMany(host.Bank.About).GroupBy(message => message.SubjectId), grant =>
        {
            Assert.Equal(Enumerable.Range(1, (int)versions[grant.Key]).Select(version => (long)version), grant.Select(message => message.SubjectVersion).Order());
            Assert.All(grant.OrderBy(message => message.SubjectVersion).Index(), step => Assert.True(step.Index > 0 || step.Item is EligibilityGranted));
        });
        Assert.Equal(0, await host.Scalar<long>("select count(*) from messaging.parked_message"));
    }

    private static IIntegrationEvent Some(Random random, Guid household, long version) => random.Next(6) switch
    {
        0 => Told.Withdrawn(household, version, on: Today.AddDays(-random.Next(20))),
        1 => Told.Escaped(household, version),
        2 => Told.Recognised(PovertyClass.NearPoor, household, version, decision: $"{version}/QĐ-UBND"),
        3 => Told.Recognised(PovertyClass.Poor, household, version, labour: false),
        4 => Told.Recognised(PovertyClass.Poor, household, version, 2025),
        _ => Told.Recognised(PovertyClass.Poor, household, version),
    };

    private static IEnumerable<string> Expected(IIntegrationEvent newest) => newest is Contracts.Households.HouseholdRecognised told
        ? RuleFolder.Shipped.On(Today).Automatic.Where(offer => Verdict.Of(Recognition.Of(told), offer, Today).IsMet).Select(offer => offer.Code)
        : [];
}
