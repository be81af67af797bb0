using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.GatewayTests.Guarding;

/// <summary>Requests as no well-behaved client would send them, byte by byte: one request in, at most one request out, and never somewhere else.</summary>
public sealed class RawRequestTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    private static readonly string Token = TestTokens.For(TestActors.Everything);

    [Theory]
    [InlineData("/household/v1/../../identity/v1/x")]
    [InlineData("/household/v1/%2e%2e/%2e%2e/identity/v1/x")]
    [InlineData("/household/v1/..%2f..%2fidentity")]
    [InlineData("/household/v1/%252e%252e/x")]
    [InlineData("//household/v1/x")]
    [InlineData("/household/v1\\..\\x")]
    [InlineData("http://127.0.0.1/household/v1/x")]
    [InlineData("/household/v1/%00")]
    public async Task PathTrick_IsRefusedBeforeAnyService(string target)
    {
        var before = Received();
        var answer = await host.SendRaw($"GET {target} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {Token}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Equal(before, Received());
    }

    [Theory]
    [InlineData("Content-Length: 5\r\nContent-Length: 6")]
    [InlineData("Content-Length: 5, 5")]
    [InlineData("Content-Length: -1")]
    [InlineData("Transfer-Encoding: xchunked")]
    [InlineData("Transfer-Encoding: chunked, identity")]
    [InlineData("Transfer-Encoding : chunked")]
    [InlineData(" Transfer-Encoding: chunked")]
    [InlineData("X-Folded: a\r\n b")]
    [InlineData("X-Nul: a\0b")]
    [InlineData("Host: other")]
    public async Task AmbiguousFraming_IsRefused(string header)
    {
        var before = Received();
        var answer = await host.SendRaw($"POST /household/v1/lists HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {Token}\r\n{header}\r\n\r\nGET /household/v1/smuggled HTTP/1.1\r\nHost: gateway\r\n\r\n");
        Assert.Matches("^HTTP/1.1 (400|411|501)", answer);
        Assert.Equal(before, Received());
    }

    [Fact]
    public async Task LengthBesideChunks_IsOneRequest_AndTheConnectionEnds()
    {
        var answer = await host.SendRaw($"POST /household/v1/lists HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {Token}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "2\r\n{}\r\n0\r\n\r\nGET /household/v1/smuggled HTTP/1.1\r\nHost: gateway\r\n\r\n");
        Assert.DoesNotContain(host.Household.Received, request => request.Contains("smuggled", StringComparison.Ordinal));
        Assert.Single(answer.Split("HTTP/1.1 ").Skip(1));
    }

    [Fact]
    public async Task LengthWithASign_IsReadOneWayOnly()
    {
        await host.SendRaw($"POST /household/v1/signed HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {Token}\r\nContent-Length: +5\r\n\r\nGET /household/v1/smuggled HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {Token}\r\n\r\n");
        Assert.DoesNotContain(host.Household.Received, request => request.Contains("smuggled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HopByHopHeaders_StayOnTheirHop()
    {
        var answer = await host.SendRaw($"GET /household/v1/x HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {Token}\r\nTE: trailers\r\nProxy-Authorization: x\r\nKeep-Alive: 1\r\nUpgrade: h2c\r\nConnection: close, Upgrade\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        foreach (var hop in new[] { "\"te\"", "\"proxy-authorization\"", "\"keep-alive\"", "\"upgrade\"", "\"connection\"" })
            Assert.DoesNotContain(hop, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HugeHeaders_AreRefused()
    {
        var answer = await host.SendRaw($"GET /household/v1/x HTTP/1.1\r\nHost: gateway\r\nX-Large: {new string('a', 40_000)}\r\n\r\n");
        Assert.Matches("^HTTP/1.1 (400|431)", answer);
    }

    private int Received() => host.Household.Received.Count + host.Identity.Received.Count + host.Reporting.Received.Count;
}
