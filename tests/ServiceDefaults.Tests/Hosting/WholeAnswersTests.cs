using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PovertyPlatform.ServiceDefaults.Hosting;

namespace PovertyPlatform.ServiceDefaultsTests.Hosting;

/// <summary>A JSON answer of ordinary size has a length and arrives whole or not at all; everything else leaves as it is written. Over a real socket.</summary>
public sealed class WholeAnswersTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? _app;
    private HttpClient? _client;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration["Logging:LogLevel:Default"] = "None";
        builder.AddServiceDefaults("gateway");
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseServiceDefaults();
        _app.MapGet("/list/{count:int}", (int count) => TypedResults.Ok(Enumerable.Range(0, count).Select(number => $"Hộ số {number}"))).AllowAnonymous();
        _app.MapGet("/broken/{after:int}", (int after) => TypedResults.Ok(Broken(after))).AllowAnonymous();
        _app.MapGet("/nothing", () => TypedResults.NoContent()).AllowAnonymous();
        _app.MapGet("/parts", Parts).AllowAnonymous();
        _app.MapGet("/stream-in-the-middle", InTheMiddle).AllowAnonymous();
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _mayEnd.TrySetResult();
        _client?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_000)]
    public async Task OrdinaryAnswer_HasItsLength(int count)
    {
        using var answer = await _client!.GetAsync($"/list/{count}", HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.NotEqual(true, answer.Headers.TransferEncodingChunked);
        var body = await answer.Content.ReadAsByteArrayAsync(Ct);
        Assert.Equal(body.Length, answer.Content.Headers.ContentLength);
        Assert.Equal(count, JsonSerializer.Deserialize<string[]>(body)!.Length);
    }

    [Fact]
    public async Task LongAnswer_LeavesInPieces_Complete()
    {
        using var answer = await _client!.GetAsync("/list/200000", HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.True(answer.Headers.TransferEncodingChunked);
        var lines = JsonSerializer.Deserialize<string[]>(await answer.Content.ReadAsByteArrayAsync(Ct))!;
        Assert.Equal(200_000, lines.Length);
        Assert.Equal("Hộ số 199999", lines[^1]);
    }

    [Fact]
    public async Task AnswerThatFailsHalfway_IsACleanRefusal()
    {
        using var answer = await _client!.GetAsync("/broken/3000", Ct);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(500, problem.RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task LongAnswerThatFails_IsCutOff_NeverTakenForWhole() =>
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _client!.GetByteArrayAsync(new Uri("/broken/200000", UriKind.Relative), Ct));

    [Fact]
    public async Task WhatIsNotADocument_ArrivesAsItIsWritten()
    {
        using var answer = await _client!.GetAsync("/parts", HttpCompletionOption.ResponseHeadersRead, Ct);
        await using var stream = await answer.Content.ReadAsStreamAsync(Ct);
        var first = new byte[5];
        await stream.ReadExactlyAsync(first, Ct);
        Assert.Equal("first", Encoding.UTF8.GetString(first));
        _mayEnd.SetResult();
        using var rest = new StreamReader(stream);
        Assert.Equal("last", await rest.ReadToEndAsync(Ct));
    }

    [Fact]
    public async Task NoContent_StaysSo() => Assert.Equal(HttpStatusCode.NoContent, (await _client!.GetAsync("/nothing", Ct)).StatusCode);

    [Fact]
    public async Task PipeThenStream_KeepTheirOrder() => Assert.Equal("[1,2,3]", await _client!.GetStringAsync(new Uri("/stream-in-the-middle", UriKind.Relative), Ct));

    [Fact]
    public async Task HeadOfAnAnswer_HasItsLengthAndNoBody()
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, "/health");
        using var answer = await _client!.SendAsync(head, Ct);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    private static IEnumerable<string> Broken(int after)
    {
        for (var number = 0; number < after; number++)
            yield return $"Hộ số {number}";
        throw new InvalidOperationException("The list cannot be read any further.");
    }

    private async Task Parts(HttpContext context)
    {
        context.Response.ContentType = "application/x-ndjson";
        await context.Response.BodyWriter.WriteAsync("first"u8.ToArray(), context.RequestAborted);
        await _mayEnd.Task;
        await context.Response.BodyWriter.WriteAsync("last"u8.ToArray(), context.RequestAborted);
    }

    private static async Task InTheMiddle(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await context.Response.BodyWriter.WriteAsync("[1,"u8.ToArray(), context.RequestAborted);
        await context.Response.Body.WriteAsync("2,"u8.ToArray(), context.RequestAborted);
        await context.Response.BodyWriter.WriteAsync("3]"u8.ToArray(), context.RequestAborted);
    }
}
