using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.ServiceDefaultsTests.Errors;

/// <summary>A refusal on the wire is an RFC 9457 problem that speaks both languages.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task Refusal_IsAProblemDocumentInBothLanguages()
    {
        var (context, problem) = await Write(Refusal.AreaOutside);
        Assert.Equal(403, context.Response.StatusCode);
        Assert.StartsWith("application/problem+json", context.Response.ContentType, StringComparison.Ordinal);
        Assert.Equal("urn:povertyplatform:problem:area-outside", problem.GetProperty("type").GetString());
        Assert.Contains("Địa bàn", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Contains("area", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("/v1/households", problem.GetProperty("instance").GetString());
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
    }

    [Fact]
    public async Task Unavailable_SaysWhenToComeBack()
    {
        var (context, _) = await Write(Refusal.Unavailable);
        Assert.Equal(503, context.Response.StatusCode);
        Assert.Equal("5", context.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task FaultsAndLegalSource_AreListed()
    {
        var refusal = Refusal.Rule("too-late", "Quá hạn.", "Too late.", "QĐ 24/2021/QĐ-TTg") with { Faults = [new FieldFault("decidedOn", "Ngày sai.", "Wrong day.")] };
        var (context, problem) = await Write(refusal);
        Assert.Equal(422, context.Response.StatusCode);
        Assert.Equal("QĐ 24/2021/QĐ-TTg", problem.GetProperty("legalSource").GetString());
        Assert.Equal("decidedOn", problem.GetProperty("faults")[0].GetProperty("field").GetString());
    }

    private static async Task<(HttpContext Context, JsonElement Problem)> Write(Refusal refusal)
    {
        await using var services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Path = "/v1/households";
        context.Response.Body = new MemoryStream();
        await refusal.ExecuteAsync(context);
        context.Response.Body.Position = 0;
        return (context, (await JsonDocument.ParseAsync(context.Response.Body, cancellationToken: TestContext.Current.CancellationToken)).RootElement);
    }
}
