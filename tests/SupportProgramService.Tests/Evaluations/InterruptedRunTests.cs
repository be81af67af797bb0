using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PovertyPlatform.Contracts;
using PovertyPlatform.SupportProgramService.Domain.Evaluations;
using PovertyPlatform.SupportProgramService.Features.Evaluations;
using PovertyPlatform.SupportProgramServiceTests.Domain;

namespace PovertyPlatform.SupportProgramServiceTests.Evaluations;

/// <summary>A service whose worker does nothing, so that the test holds the steps of a run in its hands.</summary>
public sealed class HostWithoutWorker : SupportHost
{
    protected override void Configure(IServiceCollection services)
    {
        var worker = services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(EvaluationWorker));
        services.Remove(worker);
    }
}

/// <summary>A run that stops in the middle goes on where it stood, and starting it again starts no second one.</summary>
public class InterruptedRunTests(HostWithoutWorker host) : IClassFixture<HostWithoutWorker>
{
    [Fact]
    public async Task InterruptedRun_GoesOnWhereItStood()
    {
        await host.Tell([.. Enumerable.Range(0, 50).Select(_ => (IIntegrationEvent)Told.Recognised(PovertyClass.Poor))]);
        var batches = host.Services.GetRequiredService<EvaluationBatches>();
        using var client = host.ClientFor(TestKit.Access.TestActors.Operator);
        var first = await client.PostAsync("/v1/evaluations", null, TestContext.Current.CancellationToken);
        Assert.Equal(20, await batches.PassRun(TestContext.Current.CancellationToken));

        // The process ends in the middle of the second step: nothing of it may stand.
        using var killed = new CancellationTokenSource();
        await killed.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batches.PassRun(killed.Token));
        Assert.Equal((RunState.Running, 20L), await Progress());

        var second = await client.PostAsync("/v1/evaluations", null, TestContext.Current.CancellationToken);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(20, await batches.PassRun(TestContext.Current.CancellationToken));
        Assert.Equal(10, await batches.PassRun(TestContext.Current.CancellationToken));
        Assert.Equal((RunState.Done, 50L), await Progress());
        Assert.Equal(0, await batches.PassRun(TestContext.Current.CancellationToken));
        Assert.Equal(50, await host.Scalar<long>("select count(*) from support_grant where version = 1"));
    }

    private Task<(RunState, long)> Progress() =>
        host.Ask(async db => await db.EvaluationRuns.Select(run => new { run.State, run.Households }).SingleAsync() is var run ? (run.State, run.Households) : default);
}
