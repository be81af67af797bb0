using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.SupportProgramService.Data.Rules;
using PovertyPlatform.SupportProgramServiceTests.Domain;
using PovertyPlatform.SupportProgramServiceTests.Domain.Programmes;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.SupportProgramServiceTests.Evaluations;

/// <summary>New rules are loaded, and all households are evaluated by them.</summary>
public class StartEvaluationTests(SupportHost host) : IClassFixture<SupportHost>
{
    private const int Poor = 45;

    [Fact]
    public async Task NewRules_ReachEveryHouseholdAndTellOnlyWhatChanged()
    {
        var poor = Enumerable.Range(0, Poor).Select(_ => Guid.CreateVersion7()).ToArray();
        var nearPoor = Guid.CreateVersion7();
        await host.Tell([.. poor.Select(household => (IIntegrationEvent)Told.Recognised(PovertyClass.Poor, household)), Told.Recognised(PovertyClass.NearPoor, nearPoor)]);
        using var folder = new RuleFolder();
        RuleCheckTests.CloseVersionOfPoor(folder, "2026-11-20");
        RuleCheckTests.NewVersionOfPoor(folder, "2026-11-21");
        await host.Migrate(db => RuleLoading.Load(db, folder.Path, TimeProvider.System, TestContext.Current.CancellationToken));

        using var client = host.ClientFor(TestActors.Operator);
        var asked = await client.PostAsync("/v1/evaluations", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var run = await asked.ShouldBeOk();
        Assert.Equal($"/support/v1/evaluations/{run.GetProperty("id").GetGuid()}", asked.Headers.Location!.ToString());
        var done = await Eventually.Get(
            async () => await (await client.GetAsync($"/v1/evaluations/{run.GetProperty("id").GetGuid()}", TestContext.Current.CancellationToken)).ShouldBeOk(),
            answer => answer.GetProperty("state").GetString() == "Done");

        Assert.Equal((Poor + 1, Poor, 0), (Count(done, "households"), Count(done, "granted"), Count(done, "withdrawn")));
        Assert.Equal(folder.Compile().Hash, done.GetProperty("ruleBook").GetString());
        foreach (var household in poor)
        {
            var renewed = Assert.IsType<EligibilityGranted>((await host.Bank.Hears(2, household))[1]);
            Assert.Equal(("2026.1", 120_000_000L, 2L), (renewed.RuleVersion, renewed.CapVnd, renewed.SubjectVersion));
        }

        Assert.Single(host.Bank.About(nearPoor));
        Assert.Equal(1, await host.Scalar<long>("select count(*) from audit.entry where action = 'evaluation.start' and actor_id = 'operator'"));
        var again = await (await client.PostAsync("/v1/evaluations", null, TestContext.Current.CancellationToken)).ShouldBeOk();
        Assert.NotEqual(run.GetProperty("id").GetGuid(), again.GetProperty("id").GetGuid());
        await Eventually.Equals(0L, () => host.Scalar<long>("select count(*) from evaluation_run where state = 1"));
        Assert.All(poor, household => Assert.Equal(2, host.Bank.About(household).Count));
    }

    [Fact]
    public async Task UnknownRun_IsNotFound()
    {
        using var client = host.ClientFor(TestActors.Operator);
        await (await client.GetAsync($"/v1/evaluations/{Guid.NewGuid()}", TestContext.Current.CancellationToken)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    private static int Count(JsonElement run, string field) => run.GetProperty(field).GetInt32();
}
