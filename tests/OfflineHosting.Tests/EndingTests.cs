using System.Diagnostics;
using Aspire.Hosting;

namespace PovertyPlatform.OfflineHostingTests;

public sealed class EndingTests : IAsyncDisposable
{
    private readonly Playground _playground = new();

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
