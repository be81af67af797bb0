using Aspire.Hosting;

namespace PovertyPlatform.OfflineHostingTests;

public sealed class StartingTests : IAsyncDisposable
{
    private readonly Playground _playground = new();

    [Fact]
    public async Task Service_StartsAfterItsStepEnded_AndItsDependentAfterItIsHealthy()
    {
        var builder = _playground.Builder();
        var step = _playground.Step(builder, "step");
        var first = _playground.Service(builder, "first").WaitForCompletion(step);
        _playground.Service(builder, "second").WaitFor(first);
        _playground.Start(builder);
        await _playground.UntilState("second", "healthy");
        Assert.Equal(["step began", "step ended 0", "first began", "first healthy", "second began", "second healthy"], _playground.Happened);
    }

    [Fact]
    public async Task FailedStep_KeepsItsServiceFromStarting_AndTheStatusSaysWhy()
    {
        var builder = _playground.Builder();
        var step = _playground.Step(builder, "step", code: 3);
        _playground.Service(builder, "service").WaitForCompletion(step);
        _playground.Start(builder);
        var service = await _playground.UntilState("service", "failed");
        Assert.Equal("waited for step, which ended with 3", service.GetProperty("reason").GetString());
        Assert.Equal(3, _playground.Resource("step")!.Value.GetProperty("exitCode").GetInt32());
        Assert.Equal(["step began", "step ended 3"], _playground.Happened);
    }

    [Fact]
    public async Task Output_IsKeptInALogOfItsOwn()
    {
        var builder = _playground.Builder();
        _playground.Step(builder, "step");
        _playground.Start(builder);
        var step = await _playground.UntilState("step", "finished");
        await _playground.Stop();
        var lines = await File.ReadAllLinesAsync(step.GetProperty("log").GetString()!, TestContext.Current.CancellationToken);
        Assert.Contains("a line of the step", lines);
        Assert.Contains("a complaint of the step", lines);
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();
}
