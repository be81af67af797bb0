using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.GatewayTests;

/// <summary>A service behind the gateway, on a real socket: says back what it received, and misbehaves when its path asks it to.</summary>
public sealed class FakeService(string name, int port = 0, X509Certificate2? certificate = null) : IAsyncDisposable
{
    private WebApplication? _app;

    public ConcurrentQueue<string> Received { get; } = new();

    public string Url => _app!.Urls.Single();

    public async Task<FakeService> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls($"{(certificate is null ? "http" : "https")}://127.0.0.1:{port}").ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            if (certificate is not null)
                kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
        });
        _app = builder.Build();
        _app.MapGet("/.well-known/jwks", () => Results.Text(TestTokens.KeySet(), "application/json"));
        _app.Map("{**path}", Answer);
        await _app.StartAsync();
        return this;
    }

    public async Task Stop()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _app = null;
    }

    public async ValueTask DisposeAsync() => await Stop();

    private async Task Answer(HttpContext context)
    {
        Received.Enqueue($"{context.Request.Method} {context.Request.Path}");
        if (context.Request.Path.Value!.EndsWith("/hang", StringComparison.Ordinal))
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        if (context.Request.Path.Value.EndsWith("/abort", StringComparison.Ordinal))
        {
            context.Abort();
            return;
        }

        if (context.Request.Path.Value.EndsWith("/cut", StringComparison.Ordinal))
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = 10_000;
            await context.Response.WriteAsync("[\"half", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        if (context.Request.Path.Value.EndsWith("/large", StringComparison.Ordinal))
        {
            context.Response.ContentType = "application/json";
            var numbers = JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, int.Parse(context.Request.Query["count"]!, CultureInfo.InvariantCulture)));
            context.Response.ContentLength = numbers.Length;
            if (!HttpMethods.IsHead(context.Request.Method))
                await context.Response.Body.WriteAsync(numbers, context.RequestAborted);
            return;
        }

        if (context.Request.Path.Value.EndsWith("/refuse", StringComparison.Ordinal))
            context.Response.StatusCode = 503;
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        await context.Response.WriteAsJsonAsync(new Echo(name, context.Request.Method, context.Request.Path + context.Request.QueryString.Value, body.Length,
            context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString())));
    }
}

/// <summary>What a fake service received.</summary>
public sealed record Echo(string Service, string Method, string Target, long Bytes, Dictionary<string, string> Headers)
{
    public static async Task<Echo> Of(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<Echo>(await response.Content.ReadAsStringAsync(), JsonSerializerOptions.Web)!;
}
