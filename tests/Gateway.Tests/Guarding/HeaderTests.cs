using System.Diagnostics;
using System.Net;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.GatewayTests.Guarding;

public sealed class HeaderTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ForgedHeaders_NeverReachAService()
    {
        string[] forged =
        [
            "X-Forwarded-User", "x-forwarded-for", "X-Forwarded-Prefix", "X-Forwarded-Client-Cert", "Forwarded", "X-Original-URL", "X-Original-Host", "X-Rewrite-URL",
            "X-Real-IP", "X-HTTP-Method-Override", "X-Request-Id", "True-Client-IP", "baggage", "Via",
        ];
        using var request = new HttpRequestMessage(HttpMethod.Get, "/household/v1/x");
        foreach (var name in forged)
            Assert.True(request.Headers.TryAddWithoutValidation(name, "evil=1"));
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", "evil.example");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "kept");

        var echo = await Echo.Of(await host.ClientFor(TestActors.Officer).SendAsync(request, Ct));
        Assert.DoesNotContain(echo.Headers, header => header.Value.Contains("evil", StringComparison.Ordinal));
        Assert.Equal(("127.0.0.1", "http", "kept"), (echo.Headers["x-forwarded-for"], echo.Headers["x-forwarded-proto"], echo.Headers["idempotency-key"]));
        Assert.StartsWith("127.0.0.1", echo.Headers["x-forwarded-host"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientsTrace_GoesOn_AndItsIdIsAnswered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/household/v1/x");
        request.Headers.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var answer = await host.ClientFor(TestActors.Officer).SendAsync(request, Ct);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", Assert.Single(answer.Headers.GetValues("X-Request-Id")));
        var parent = (await Echo.Of(answer)).Headers["traceparent"];
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", parent, StringComparison.Ordinal);
        Assert.DoesNotContain("b7ad6b7169203331", parent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-01")]
    public async Task WithoutATrace_OneIsStarted(string? traceparent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/household/v1/x");
        if (traceparent is not null)
            request.Headers.TryAddWithoutValidation("traceparent", traceparent);
        // The test's own client would add a trace of its own otherwise.
        request.Options.Set(new HttpRequestOptionsKey<bool>("no-trace"), true);
        Activity.Current = null;
        var answer = await host.ClientFor(TestActors.Officer).SendAsync(request, Ct);
        var id = Assert.Single(answer.Headers.GetValues("X-Request-Id"));
        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.NotEqual(new string('0', 32), id);
        Assert.StartsWith($"00-{id}-", (await Echo.Of(answer)).Headers["traceparent"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/household/v1/x", HttpStatusCode.OK)]
    [InlineData("/reporting/v1/x", HttpStatusCode.OK)]
    [InlineData("/partner/v1/x", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/health", HttpStatusCode.OK)]
    public async Task EveryAnswer_IsProtected(string path, HttpStatusCode status)
    {
        var answer = await host.ClientFor(TestActors.Everything).GetAsync(path, Ct);
        Assert.Equal(status, answer.StatusCode);
        string Header(string name) => string.Join(',', answer.Headers.TryGetValues(name, out var values) ? values : []);
        Assert.Equal(("nosniff", "no-referrer", "same-origin", "same-origin"),
            (Header("X-Content-Type-Options"), Header("Referrer-Policy"), Header("Cross-Origin-Resource-Policy"), Header("Cross-Origin-Opener-Policy")));
        Assert.Contains("default-src", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("no-store", Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", Header("X-Request-Id"));
        Assert.DoesNotContain(answer.Headers, header => header.Key is "Server" or "X-Powered-By" or "Access-Control-Allow-Origin");
    }
}
