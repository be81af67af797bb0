using System.Diagnostics;
using Aspire.Hosting;

namespace PovertyPlatform.OfflineHostingTests;

public sealed class RunningTests : IAsyncDisposable
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
    public async Task Stop_EndsDependentsFirst_AndRemovesTheStatus()
    {
        var builder = _playground.Builder();
        var first = _playground.Service(builder, "first");
        var second = _playground.Service(builder, "second").WaitFor(first);
        _playground.Service(builder, "third").WaitFor(second);
        _playground.Start(builder);
        await _playground.UntilState("third", "healthy");
        await _playground.Stop();
        Assert.Equal(["third stopped", "second stopped", "first stopped"], _playground.Happened.Skip(6));
        Assert.False(File.Exists(Path.Combine(_playground.Folder, "status.json")));
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

    [Fact]
    public async Task Service_KnowsItsServersAndNeighbours_AndNobodyElses()
    {
        var builder = _playground.Builder("--ConnectionStrings:mine=Host=mine", "--ConnectionStrings:theirs=Host=theirs", "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://telemetry:1");
        var other = _playground.Service(builder, "other").WithReference(builder.AddConnectionString("theirs"));
        _playground.Service(builder, "service").WithReference(builder.AddConnectionString("mine")).WithReference(other).WithEnvironment("Given__Value", "7");
        Environment.SetEnvironmentVariable("ConnectionStrings__inherited", "Host=inherited");
        _playground.Start(builder);
        var url = (await _playground.UntilState("service", "healthy")).GetProperty("url").GetString();
        var otherUrl = (await _playground.UntilState("other", "healthy")).GetProperty("url").GetString();
        using var http = new HttpClient();
        var environment = (await http.GetStringAsync(new Uri($"{url}/environment"), TestContext.Current.CancellationToken)).Split('\n');
        Assert.Contains("ConnectionStrings__mine=Host=mine", environment);
        Assert.Contains($"services__other__http__0={otherUrl}", environment);
        Assert.Contains($"ASPNETCORE_URLS={url}", environment);
        Assert.Contains("OTEL_SERVICE_NAME=service", environment);
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT=http://telemetry:1", environment);
        Assert.Contains("Given__Value=7", environment);
        Assert.DoesNotContain(environment, line => line.StartsWith("ConnectionStrings__theirs", StringComparison.Ordinal) || line.StartsWith("ConnectionStrings__inherited", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ServiceKilledFromOutside_IsReportedAndNotStartedAgain()
    {
        var builder = _playground.Builder();
        _playground.Service(builder, "service");
        _playground.Start(builder);
        var service = await _playground.UntilState("service", "healthy");
        Process.GetProcessById(service.GetProperty("pid").GetInt32()).Kill();
        var after = await _playground.UntilState("service", "failed");
        Assert.Equal("service ended with 137", after.GetProperty("reason").GetString());
        Assert.Single(_playground.Happened, line => line == "service began");
    }

    [Fact]
    public async Task HostKilledOutright_TakesItsChildrenAlong()
    {
        using var host = Process.Start(new ProcessStartInfo("dotnet", [typeof(Child).Assembly.Location, "child", "host", _playground.Folder, _playground.Journal]) { RedirectStandardOutput = true })!;
        var orphan = await _playground.UntilState("orphan", "healthy");
        host.Kill();
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var child = Process.GetProcessById(orphan.GetProperty("pid").GetInt32());
        Assert.True(child.WaitForExit(TimeSpan.FromSeconds(10)), "the child outlived its host");
        Assert.Contains("orphan stopped", _playground.Happened);
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();
}
