using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
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
    /// <summary>What is quiet unless the configuration says otherwise: frameworks tell every request, query and call, which nobody reads and everybody pays for.</summary>
    private static readonly Dictionary<string, string?> Quiet = new()
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
        ["Logging:LogLevel:OpenIddict"] = "Warning",
        ["Logging:LogLevel:Polly"] = "Warning",
        ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Warning",
        ["Logging:LogLevel:Yarp"] = "Warning",
    };

    /// <summary>Adds telemetry. <c>Telemetry:SpanFolder</c> names a folder for spans where no telemetry server runs. Spans are recorded only when somebody takes them; trace ids travel always.</summary>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder, string service)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Quiet });
        var hasServer = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var folder = builder.Configuration["Telemetry:SpanFolder"];
        if (hasServer)
            builder.Logging.AddOpenTelemetry(logs => logs.IncludeFormattedMessage = true);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service, "povertyplatform"))
            .WithMetrics(metrics => metrics
                .AddMeter("PovertyPlatform.*", "MassTransit", "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http")
                .AddRuntimeInstrumentation())
            .WithTracing(traces =>
            {
                traces.AddSource("PovertyPlatform.*");
                if (!hasServer && string.IsNullOrEmpty(folder))
                    return;
                traces.AddSource("Yarp.ReverseProxy")
                    .AddAspNetCoreInstrumentation(options => options.Filter = context =>
                        !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/alive"))
                    .AddHttpClientInstrumentation()
                    .AddNpgsql();
                if (!string.IsNullOrEmpty(folder))
                    traces.AddProcessor(new BatchActivityExportProcessor(new SpanFileExporter(folder, service), scheduledDelayMilliseconds: 1000));
            });
        if (hasServer)
            telemetry.UseOtlpExporter();
        return builder;
    }
}
