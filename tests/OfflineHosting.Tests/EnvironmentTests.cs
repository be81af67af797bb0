using Aspire.Hosting;

namespace PovertyPlatform.OfflineHostingTests;

public sealed class EnvironmentTests : IAsyncDisposable
{
    private readonly Playground _playground = new();

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

    public ValueTask DisposeAsync() => _playground.DisposeAsync();
}
