using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Polly.CircuitBreaker;
using Polly.Timeout;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.ServiceDefaultsTests.Errors;

/// <summary>What escapes a handler becomes the client's fault, a server that is away, or our own mistake; never the wrong one of the three.</summary>
public sealed class ExceptionRefusalsTests
{
    public static TheoryData<Exception, int, string> Known() => new()
    {
        { new BadHttpRequestException("too large", 413), 413, "too-large" },
        { new BadHttpRequestException("query parameter", 400), 400, "invalid-request" },
        { new BadHttpRequestException("body", 400, new JsonException("bad", "$.year", 1, 2)), 400, "invalid-request" },
        { new BadHttpRequestException("media type", 415), 415, "invalid-request" },
        { new JsonException("bad"), 400, "invalid-request" },
        { new DbUpdateConcurrencyException("changed"), 412, "changed-meanwhile" },
        { new DbUpdateException("insert", Failed("22021")), 400, "invalid-request" },
        { new NpgsqlException("connect", new SocketException(111)), 503, "unavailable" },
        { new NpgsqlException("pool is empty", new TimeoutException()), 503, "unavailable" },
        { new InvalidOperationException("likely transient", new NpgsqlException("read", new IOException("reset", new SocketException(104)))), 503, "unavailable" },
        { Failed("57P01"), 503, "unavailable" },
        { Failed("53300"), 503, "unavailable" },
        { new HttpRequestException("refused"), 503, "unavailable" },
        { new TimeoutException(), 503, "unavailable" },
        { new TimeoutRejectedException(), 503, "unavailable" },
        { new BrokenCircuitException(), 503, "unavailable" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void KnownFailure_HasItsRefusal(Exception failure, int status, string code)
    {
        var refusal = ExceptionRefusals.For(failure);
        Assert.Equal((status, code), (refusal!.Status, refusal.Code));
        Assert.NotEmpty(refusal.Vi);
        Assert.NotEmpty(refusal.En);
    }

    [Theory]
    [InlineData("23505")]
    [InlineData("42P01")]
    public void DatabaseErrorOfOurs_IsOurMistake(string state) => Assert.Null(ExceptionRefusals.For(Failed(state)));

    [Fact]
    public void BugOfOurs_IsOurMistake() => Assert.Null(ExceptionRefusals.For(new InvalidOperationException("sequence has no elements")));

    [Fact]
    public void MalformedField_IsNamed()
    {
        var refusal = ExceptionRefusals.For(new BadHttpRequestException("body", 400, new JsonException("bad", "$.year", 1, 2)));
        Assert.Equal("$.year", Assert.Single(refusal!.Faults).Field);
    }

    private static PostgresException Failed(string state) => new("failed", "ERROR", "ERROR", state);
}
