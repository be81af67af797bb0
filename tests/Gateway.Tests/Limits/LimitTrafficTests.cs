using System.Net;
using Microsoft.Extensions.Time.Testing;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.GatewayTests.Limits;

public sealed class LimitTrafficTests(LimitTrafficTests.NarrowHost host) : IClassFixture<LimitTrafficTests.NarrowHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FourthRead_WaitsForTheRefill_AndNobodyElseDoes()
    {
        var officer = host.ClientFor(TestActors.Officer with { Id = "officer-one" });
        for (var left = 2; left >= 0; left--)
        {
            var answer = await officer.GetAsync("/household/v1/households", Ct);
            Assert.Equal((HttpStatusCode.OK, $"\"read\";r={left}"), (answer.StatusCode, Assert.Single(answer.Headers.GetValues("RateLimit"))));
            Assert.Equal("\"read\";q=3;w=30", Assert.Single(answer.Headers.GetValues("RateLimit-Policy")));
        }

        var refused = await officer.GetAsync("/household/v1/households", Ct);
        await refused.ShouldBeRefused(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.Equal(TimeSpan.FromSeconds(10), refused.Headers.RetryAfter!.Delta);
        await (await officer.GetAsync("/reporting/v1/reports/1", Ct)).ShouldBeRefused(HttpStatusCode.TooManyRequests, "too-many-requests");

        Assert.Equal(HttpStatusCode.OK, (await officer.PutAsync("/household/v1/populations/04492/2026", null, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync("/reporting/v1/reports/1.xlsx", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.ClientFor(TestActors.Officer with { Id = "officer-two" }).GetAsync("/household/v1/households", Ct)).StatusCode);

        host.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync("/household/v1/households", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await officer.GetAsync("/household/v1/households", Ct)).StatusCode);
    }

    [Fact]
    public async Task AnotherTokenOfTheSameClient_SharesItsBucket()
    {
        var actor = TestActors.Officer with { Id = "officer-three" };
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await host.ClientFor(actor).GetAsync("/household/v1/households", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await host.ClientFor(actor.In("15")).GetAsync("/household/v1/households", Ct)).StatusCode);
    }

    [Fact]
    public async Task ClientWithItsOwnRate_HasIt()
    {
        var bank = host.ClientFor(TestActors.Bank);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.OK, (await bank.GetAsync("/household/v1/households", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await bank.GetAsync("/household/v1/households", Ct)).StatusCode);
    }

    [Fact]
    public async Task TokenRequests_AreCountedByAddress_WhateverHeadersSay()
    {
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.OK, (await Ask($"203.0.113.{i}")).StatusCode);
        await (await Ask("203.0.113.9")).ShouldBeRefused(HttpStatusCode.TooManyRequests, "too-many-requests");

        async Task<HttpResponseMessage> Ask(string forwarded)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new StringContent("") };
            request.Headers.Add("X-Forwarded-For", forwarded);
            return await host.ClientFor(null).SendAsync(request, Ct);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LargeBody_IsRefused_ExceptWhereWorkbooksGo(bool chunked)
    {
        var officer = host.ClientFor(TestActors.Officer with { Id = $"officer-large-{chunked}" });
        await (await Send("/household/v1/lists", 3000)).ShouldBeRefused(HttpStatusCode.RequestEntityTooLarge, "too-large");
        Assert.Equal(3000, (await Echo.Of(await Send("/household/v1/imports?year=2026", 3000))).Bytes);
        await (await Send("/household/v1/imports?year=2026", 20_000)).ShouldBeRefused(HttpStatusCode.RequestEntityTooLarge, "too-large");

        async Task<HttpResponseMessage> Send(string path, int bytes)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[bytes]) };
            request.Headers.TransferEncodingChunked = chunked;
            return await officer.SendAsync(request, Ct);
        }
    }

    [Fact]
    public async Task Exports_HaveABucketOfTheirOwn_OverAllServices()
    {
        using var officer = host.ClientFor(TestActors.Officer with { Id = "officer-exports" });
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync("/household/v1/exports/lists/1", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync("/reporting/v1/reports/1.xlsx", Ct)).StatusCode);
        using var spent = await officer.GetAsync("/household/v1/exports/lists/2", Ct);
        await spent.ShouldBeRefused(HttpStatusCode.TooManyRequests, "too-many-requests");
        // Reading goes on, and what is no export by the data is none.
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync("/household/v1/exports/other", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync("/household/v1/households", Ct)).StatusCode);
    }

    public sealed class NarrowHost : GatewayHost
    {
        public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

        protected override TimeProvider Clock => Time;

        protected override string Limits => """
            {
              "classes": {
                "read": { "burst": 3, "count": 1, "periodSeconds": 10, "largestBodyBytes": 1000, "timeoutSeconds": 30 },
                "write": { "burst": 9, "count": 9, "periodSeconds": 10, "largestBodyBytes": 1000, "timeoutSeconds": 30 },
                "bulk": { "burst": 9, "count": 9, "periodSeconds": 10, "largestBodyBytes": 10000, "timeoutSeconds": 60 },
                "export": { "burst": 2, "count": 1, "periodSeconds": 10, "largestBodyBytes": 1000, "timeoutSeconds": 60 },
                "token": { "burst": 2, "count": 1, "periodSeconds": 10, "largestBodyBytes": 1000, "timeoutSeconds": 10 },
                "open": { "burst": 9, "count": 9, "periodSeconds": 10, "largestBodyBytes": 1000, "timeoutSeconds": 10 }
              },
              "exports": ["GET /household/v1/exports/lists/{id}", "GET /reporting/v1/reports/{id}.xlsx"],
              "clients": { "bank-laocai": { "read": { "burst": 5, "count": 1, "periodSeconds": 10 } } }
            }
            """;
    }
}
