using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PovertyPlatform.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs of a service, sent over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
public static class TelemetryExtensions
{
    /// <summary>Adds telemetry. <c>Telemetry:SpanFolder</c> names a folder for spans where no telemetry server runs.</summary>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder, string service)
    {
        builder.Logging.AddOpenTelemetry(logs => logs.IncludeFormattedMessage = true);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service, "povertyplatform"))
            .WithMetrics(metrics => metrics
                .AddMeter("PovertyPlatform.*", "MassTransit", "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http")
                .AddRuntimeInstrumentation())
            .WithTracing(traces =>
            {
                traces.AddSource("PovertyPlatform.*", "Yarp.ReverseProxy")
                    .AddAspNetCoreInstrumentation(options => options.Filter = context =>
                        !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/alive"))
                    .AddHttpClientInstrumentation()
                    .AddNpgsql();
                if (builder.Configuration["Telemetry:SpanFolder"] is { Length: > 0 } folder)
                    traces.AddProcessor(new BatchActivityExportProcessor(new SpanFileExporter(folder, service), scheduledDelayMilliseconds: 1000));
            });
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            telemetry.UseOtlpExporter();
        return builder;
    }
}
