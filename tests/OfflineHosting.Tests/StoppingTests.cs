using Aspire.Hosting;

namespace PovertyPlatform.OfflineHostingTests;

public sealed class StoppingTests : IAsyncDisposable
{
    private readonly Playground _playground = new();

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

    public ValueTask DisposeAsync() => _playground.DisposeAsync();
}
