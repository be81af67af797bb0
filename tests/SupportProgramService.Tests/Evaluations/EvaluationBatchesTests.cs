using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.SupportProgramService.Features.Evaluations;
using PovertyPlatform.SupportProgramServiceTests.Domain;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.SupportProgramServiceTests.Evaluations;

/// <summary>Time passes: grants end on their day, once, whoever works and however long nobody did.</summary>
public class EvaluationBatchesTests(SupportHostOnADay host) : IClassFixture<SupportHostOnADay>
{
    [Fact]
    public async Task GrantsWhoseTimeRanOut_AreWithdrawnOnceAndOnTheirOwnDay()
    {
        var escaped = Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7()).ToArray();
        var poor = Guid.CreateVersion7();
        await host.Tell([.. escaped.Select((household, at) => (IIntegrationEvent)Told.Escaped(household, decidedOn: Told.Decided2026.AddDays(at % 3))), Told.Recognised(PovertyClass.Poor, poor)]);

        // The list of the poor household ended in 2027, the exits between 20 and 22 November 2029: a stop of three years and two days.
        host.Day.SetUtcNow(new DateTimeOffset(2029, 11, 22, 17, 5, 0, TimeSpan.Zero));
        var batches = host.Services.GetRequiredService<EvaluationBatches>();
        await Task.WhenAll(CatchUp(batches), CatchUp(batches), CatchUp(batches));

        foreach (var (household, at) in escaped.Select((household, at) => (household, at)))
        {
            var withdrawn = Assert.IsType<EligibilityWithdrawn>((await host.Bank.Hears(2, household))[1]);
            Assert.Equal(new DateOnly(2029, 11, 21).AddDays(at % 3), withdrawn.WithdrawnOn);
            Assert.Equal(["validity-ended", "exit-window"], withdrawn.Reasons);
            Assert.Equal(2, host.Bank.About(household).Count);
        }

        Assert.Equal(new DateOnly(2028, 1, 1), Assert.IsType<EligibilityWithdrawn>((await host.Bank.Hears(2, poor))[1]).WithdrawnOn);
        Assert.Equal(0, await host.Scalar<long>("select count(*) from support_grant where state = 1"));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household where due_on is not null"));
        Assert.Equal(51, await host.Scalar<long>("select count(*) from audit.entry where action = 'grant.withdraw' and purpose = 'due'"));
        Assert.Equal(0, await batches.PassDue(TestContext.Current.CancellationToken));
    }

    /// <summary>As several instances do: each looks again until nothing is due, whoever holds the lock meanwhile.</summary>
    private async Task CatchUp(EvaluationBatches batches) => await Eventually.Get(
        async () =>
        {
            await batches.PassDue(TestContext.Current.CancellationToken);
            return await host.Scalar<long>("select count(*) from household where due_on <= '2029-11-23'");
        },
        due => due == 0);
}
