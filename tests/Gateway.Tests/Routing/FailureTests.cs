using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using PovertyPlatform.Gateway.Routing;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using Yarp.ReverseProxy.Forwarder;

namespace PovertyPlatform.GatewayTests.Routing;

/// <summary>A failing service fails alone, quickly, and says whether trying again is safe.</summary>
public sealed class FailureTests : IAsyncLifetime
{
    private readonly ImpatientHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task ServiceDown_IsUnavailableWithinASecond_AndOthersAreFine_AndItComesBack()
    {
        var officer = _host.ClientFor(TestActors.Officer);
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync("/household/v1/households", Ct)).StatusCode);
        var port = new Uri(_host.Household.Url).Port;
        await _host.Household.Stop();

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Get, HttpMethod.Put, HttpMethod.Get, HttpMethod.Get })
        {
            var watch = Stopwatch.StartNew();
            using var request = new HttpRequestMessage(method, "/household/v1/households");
            var answer = await officer.SendAsync(request, Ct);
            await answer.ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "unavailable");
            Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
            Assert.True(answer.Headers.Contains("X-Request-Id"));
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        }

        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync("/reporting/v1/reports/1", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _host.ClientFor(null).GetAsync("/health", Ct)).StatusCode);

        await using var again = await new FakeService("household", port).Start();
        await Eventually.Equals(HttpStatusCode.OK, async () => (await officer.GetAsync("/household/v1/households", Ct)).StatusCode, TimeSpan.FromSeconds(5));
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync("/household/v1/households", Ct)).StatusCode);
    }

    [Fact]
    public async Task SilentService_IsGivenUp_AndTheCircuitOpens()
    {
        var officer = _host.ClientFor(TestActors.Officer);
        await (await officer.GetAsync("/household/v1/hang", Ct)).ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "unavailable");
        await (await officer.PostAsync("/household/v1/hang", new StringContent("{}"), Ct)).ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "answer-missing");
        await (await officer.GetAsync("/household/v1/hang", Ct)).ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "unavailable");
        // Opened: answered without asking the service, until it is tried again a second later.
        await Eventually.Get(
            async () =>
            {
                var asked = _host.Household.Received.Count;
                var watch = Stopwatch.StartNew();
                await (await officer.GetAsync("/household/v1/hang", Ct)).ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "unavailable");
                return (watch.Elapsed, Asked: _host.Household.Received.Count - asked);
            },
            answer => answer.Asked == 0 && answer.Elapsed < TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task BrokenAnswer_SaysWhetherItMayHaveBeenDone()
    {
        var officer = _host.ClientFor(TestActors.Officer);
        await (await officer.GetAsync("/household/v1/abort", Ct)).ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "unavailable");
        var answer = await officer.PostAsync("/household/v1/abort", new StringContent("{}"), Ct);
        await answer.ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "answer-missing");
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task AnswerCutInTheMiddle_IsToldAndNotHandedOnInPart()
    {
        var officer = _host.ClientFor(TestActors.Officer);
        await (await officer.GetAsync("/household/v1/cut", Ct)).ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "unavailable");
        await (await officer.PostAsync("/household/v1/cut", new StringContent("{}"), Ct)).ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "answer-missing");
    }

    [Fact]
    public async Task RefusalOfAService_PassesUnchanged()
    {
        var echo = await Echo.Of(await _host.ClientFor(TestActors.Officer).GetAsync("/household/v1/refuse", Ct));
        Assert.Equal("household", echo.Service);
    }

    [Fact]
    public async Task IssuerAway_IsUnavailable_AndKnownTokensGoOn()
    {
        var officer = _host.ClientFor(TestActors.Officer);
        await _host.Identity.Stop();
        var answer = await officer.GetAsync("/household/v1/households", Ct);
        await answer.ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "unavailable");
        await (await _host.ClientFor(null).PostAsync("/connect/token", new StringContent(""), Ct)).ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "unavailable");
    }

    [Theory]
    [InlineData(ForwarderError.NoAvailableDestinations, "POST", "unavailable")]
    [InlineData(ForwarderError.RequestTimedOut, "GET", "unavailable")]
    [InlineData(ForwarderError.RequestTimedOut, "POST", "answer-missing")]
    [InlineData(ForwarderError.ResponseHeaders, "DELETE", "answer-missing")]
    [InlineData(ForwarderError.RequestBodyClient, "POST", "upload-broken")]
    public void Failure_HasItsRefusal(ForwarderError error, string method, string code) => Assert.Equal(code, Failures.RefusalFor(error, null, method).Code);

    [Fact]
    public void BodyThatGrewTooLarge_IsTooLarge() =>
        Assert.Equal(413, Failures.RefusalFor(ForwarderError.RequestBodyClient, new IOException("copy", new BadHttpRequestException("large", 413)), "POST").Status);

    private sealed class ImpatientHost : GatewayHost
    {
        protected override string Limits => base.Limits.Replace("\"timeoutSeconds\": 30", "\"timeoutSeconds\": 1", StringComparison.Ordinal);
    }
}
