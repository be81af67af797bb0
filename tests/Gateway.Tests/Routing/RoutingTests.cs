using System.Net;
using System.Text.Json;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.GatewayTests.Routing;

public sealed class RoutingTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Service_IsReachedUnderItsName_WithoutThePrefix()
    {
        var echo = await Echo.Of(await host.ClientFor(TestActors.Officer).GetAsync("/household/v1/households?communeCode=04492&class=poor", Ct));
        Assert.Equal(("household", "GET", "/v1/households?communeCode=04492&class=poor"), (echo.Service, echo.Method, echo.Target));
        Assert.StartsWith("Bearer ", echo.Headers["authorization"], StringComparison.Ordinal);
        Assert.Equal("reporting", (await Echo.Of(await host.ClientFor(TestActors.Officer).GetAsync("/reporting/v1/reports/1?areaCode=04492", Ct))).Service);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("POST")]
    public async Task Method_AndBody_PassUnchanged(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/household/v1/populations/04492/2026") { Content = new StringContent("""{"persons":1}""") };
        var echo = await Echo.Of(await host.ClientFor(TestActors.Officer).SendAsync(request, Ct));
        Assert.Equal((method, 13), (echo.Method, echo.Bytes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(12_000)]
    [InlineData(500_000)]
    public async Task Answer_PassesByteForByte_WhateverItsSize(int count)
    {
        using var answer = await host.ClientFor(TestActors.Officer).GetAsync($"/household/v1/large?count={count}", Ct);
        var body = await answer.Content.ReadAsByteArrayAsync(Ct);
        Assert.Equal(body.Length, answer.Content.Headers.ContentLength);
        Assert.Equal(Enumerable.Range(0, count), JsonSerializer.Deserialize<int[]>(body)!);

        using var head = new HttpRequestMessage(HttpMethod.Head, $"/household/v1/large?count={count}");
        using var length = await host.ClientFor(TestActors.Officer).SendAsync(head, Ct);
        Assert.Equal((HttpStatusCode.OK, body.Length), (length.StatusCode, (int)length.Content.Headers.ContentLength!));
    }

    [Fact]
    public async Task TokenAndKeys_NeedNoToken()
    {
        var echo = await Echo.Of(await host.ClientFor(null).PostAsync("/connect/token", new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]), Ct));
        Assert.Equal(("identity", "/connect/token"), (echo.Service, echo.Target));
        Assert.Equal(HttpStatusCode.OK, (await host.ClientFor(null).GetAsync("/.well-known/jwks", Ct)).StatusCode);
        Assert.Equal("/openapi/v1.json", (await Echo.Of(await host.ClientFor(null).GetAsync("/household/openapi/v1.json", Ct))).Target);
    }

    [Theory]
    [InlineData("reporting", "figures?provinceCode=15")]
    [InlineData("household", "privacy-notice")]
    public async Task PublicPages_NeedNoToken_AndAreOnlyRead(string service, string path)
    {
        var echo = await Echo.Of(await host.ClientFor(null).GetAsync($"/{service}/v1/public/{path}", Ct));
        Assert.Equal((service, $"/v1/public/{path}"), (echo.Service, echo.Target));
        await (await host.ClientFor(null).PostAsync($"/{service}/v1/public/{path}", null, Ct)).ShouldBeRefused(HttpStatusCode.Unauthorized, "token-missing");
    }

    [Fact]
    public async Task NoToken_IsMissing() =>
        await (await host.ClientFor(null).GetAsync("/household/v1/households", Ct)).ShouldBeRefused(HttpStatusCode.Unauthorized, "token-missing");

    [Fact]
    public async Task TokenForOtherServices_MayNotEnter()
    {
        await (await host.ClientFor(TestActors.Officer.With(Scopes.ReportsRead)).GetAsync("/household/v1/households", Ct)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        await (await host.ClientFor(TestActors.Bank).GetAsync("/reporting/v1/reports/1", Ct)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
    }

    public static TheoryData<string, string> WrongTokens()
    {
        var now = DateTimeOffset.UtcNow;
        var good = TestTokens.For(TestActors.Officer);
        return new TheoryData<string, string>
        {
            { "expired", $"Bearer {TestTokens.For(TestActors.Officer, now: now - TimeSpan.FromMinutes(10))}" },
            { "other issuer", $"Bearer {TestTokens.For(TestActors.Officer, spoil: token => token.Issuer = "https://elsewhere.example/")}" },
            { "other type", $"Bearer {TestTokens.For(TestActors.Officer, spoil: token => token.TokenType = "JWT")}" },
            { "cut off", $"Bearer {good[..^8]}" },
            { "alg none", $"Bearer eyJhbGciOiJub25lIiwia2lkIjoidGVzdC1rZXkiLCJ0eXAiOiJhdCtqd3QifQ.{good.Split('.')[1]}." },
            { "oversized", $"Bearer {new string('a', 9000)}" },
            { "empty", "Bearer " },
            { "other scheme", $"Basic {good}" },
            { "no scheme", good },
        };
    }

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task WrongToken_NeverReachesAService(string what, string header)
    {
        var before = host.Household.Received.Count;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/household/v1/households");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        await (await host.ClientFor(null).SendAsync(request, Ct)).ShouldBeRefused(HttpStatusCode.Unauthorized, "token-invalid");
        Assert.Equal((what, before), (what, host.Household.Received.Count));
    }

    [Theory]
    [InlineData("/household/health")]
    [InlineData("/household/v2/households")]
    [InlineData("/identity/connect/token")]
    [InlineData("/nowhere")]
    public async Task PathOutsideTheTable_DoesNotExist(string path) =>
        await (await host.ClientFor(TestActors.Everything).GetAsync(path, Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "no-such-address");

    [Theory]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("PROPFIND")]
    public async Task OtherMethod_IsRefused(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/household/v1/households");
        request.Headers.Add("Origin", "https://elsewhere.example");
        var answer = await host.ClientFor(TestActors.Officer).SendAsync(request, Ct);
        await answer.ShouldBeRefused(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Gateway_AnswersForItself(string path) => Assert.Equal("Healthy", await host.ClientFor(null).GetStringAsync(path, Ct));
}
