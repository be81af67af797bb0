using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace PovertyPlatform.Gateway.Guarding;

internal static class GuardingExtensions
{
    /// <summary>Takes the trace of a client over, and nothing else of its context.</summary>
    public static IHostApplicationBuilder AddGuard(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DistributedContextPropagator, TraceOnlyPropagator>();
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        return builder;
    }

    /// <summary>Puts the guard before everything else.</summary>
    public static void UseGuard(this WebApplication app) => app.UseMiddleware<FrontGuard>();
}
