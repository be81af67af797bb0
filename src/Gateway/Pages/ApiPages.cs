using PovertyPlatform.Gateway.Routing;
using Scalar.AspNetCore;

namespace PovertyPlatform.Gateway.Pages;

/// <summary>API pages of all services at <c>/docs</c>, outside production; nothing is loaded from elsewhere.</summary>
internal static class ApiPages
{
    private const string OwnOnly = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

    public static void MapApiPages(this WebApplication app)
    {
        if (app.Environment.IsProduction())
            return;
        app.MapScalarApiReference("/docs", options =>
        {
            options.Title = "PovertyPlatform";
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.HideClientButton = true;
            options.DotNetFlag = true;
            foreach (var service in RouteTable.Services)
                options.AddDocument(service, service, $"/{service}/openapi/v1.json");
        }).AllowAnonymous().AddEndpointFilter(async (invocation, next) =>
        {
            invocation.HttpContext.Response.Headers.ContentSecurityPolicy = OwnOnly;
            return await next(invocation);
        });
    }
}
