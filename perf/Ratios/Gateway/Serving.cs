using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.Ratios.Households;
using Yarp.ReverseProxy.Configuration;

namespace PovertyPlatform.Ratios.Gateway;

/// <summary>The other processes of the gateway's comparison: <c>Ratios serve upstream|proxy|registry</c>, told by environment variables.</summary>
internal static class Serving
{
    public const string Trivial = """{"household":"0197f3a2-7c41-7d6e-9d8e-3f2b6c1a5e4d","class":"poor","commune":"04492","from":"2026-11-20"}""";

    public static async Task<int> Run(string what)
    {
        // Logging as in our gateway: warnings only, to the console.
        if (what == "registry")
        {
            await ReadStage.Serve(Environment.GetEnvironmentVariable("POSTGRES")!, Environment.GetEnvironmentVariable("ASPNETCORE_URLS")!, Environment.GetEnvironmentVariable("KEYS")!);
            return 0;
        }

        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(Environment.GetEnvironmentVariable("ASPNETCORE_URLS")!).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await (what == "proxy" ? Proxy(builder) : Upstream(builder)).RunAsync();
        return 0;
    }

    /// <summary>A proxy as its library sets it up: one route, one destination, nothing else.</summary>
    private static WebApplication Proxy(WebApplicationBuilder builder)
    {
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "upstream", Match = new RouteMatch { Path = "/household/{**rest}" }, Transforms = [new Dictionary<string, string> { ["PathRemovePrefix"] = "/household" }] }],
            [new ClusterConfig { ClusterId = "upstream", Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = Environment.GetEnvironmentVariable("UPSTREAM")! } } }]);
        var app = builder.Build();
        app.MapReverseProxy();
        return app;
    }

    /// <summary>A service with one endpoint that does nothing.</summary>
    private static WebApplication Upstream(WebApplicationBuilder builder)
    {
        var keys = Environment.GetEnvironmentVariable("KEYS")!;
        var trivial = Encoding.UTF8.GetBytes(Trivial);
        var app = builder.Build();
        app.MapGet("/health", () => "Healthy");
        app.MapGet("/.well-known/jwks", () => Results.Text(keys, "application/json"));
        app.MapGet("/v1/trivial", () => Results.Bytes(trivial, "application/json"));
        return app;
    }
}
