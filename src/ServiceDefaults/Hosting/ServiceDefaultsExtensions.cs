using System.Diagnostics;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Telemetry;

namespace PovertyPlatform.ServiceDefaults.Hosting;

/// <summary>How every service starts: telemetry, health, errors, access, service discovery and an OpenAPI document.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds the defaults.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="service">Short name, also the token audience: <c>household</c>, <c>support</c>, …</param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string service)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.AddTelemetry(service);
        builder.Services.TryAddSingleton(TimeProvider.System);
        // Not the clock of legal days: this is about the moment.
        builder.Services.AddSingleton(new CallersAtWork(TimeProvider.System));
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
        });
        builder.AddInsideCertificates(service);
        builder.AddAccess(service == "gateway" ? null : service);
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = problem =>
            problem.ProblemDetails.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? problem.HttpContext.TraceIdentifier);
        builder.Services.AddExceptionHandler<ExceptionRefusals>();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(allowIntegerValues: false));
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, new DefaultJsonTypeInfoResolver { Modifiers = { RefusedText.In } });
        });
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddOpenApi("v1", options => ApiDocument.Describe(options, service));
        return builder;
    }

    /// <summary>Puts the defaults into the pipeline; call before mapping endpoints.</summary>
    /// <param name="app">The application.</param>
    /// <param name="learnAreas">Steps that tell a request more about the caller's areas; they come before anything works in these.</param>
    public static WebApplication UseServiceDefaults(this WebApplication app, Action<WebApplication>? learnAreas = null)
    {
        app.Use(app.Services.GetRequiredService<CallersAtWork>().Pass);
        app.UseExceptionHandler();
        app.UseStatusCodePages(Describe);
        app.UseMiddleware<WholeAnswers>();
        app.UseAuthentication();
        if (app.Services.GetService<RefusedAttempts>() is { } attempts)
            app.Use(attempts.Watch);
        app.UseAuthorization();
        learnAreas?.Invoke(app);
        app.UseMiddleware<RefusedValues>();
        app.UseMiddleware<IdempotencyMiddleware>();
        app.MapHealthChecks("/health", new HealthCheckOptions { Predicate = check => !check.Tags.Contains("informative") }).AllowAnonymous();
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") }).AllowAnonymous();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        return app;
    }

    private static async Task Describe(StatusCodeContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        var refusal = status switch
        {
            404 => Refusal.NotFound,
            405 => new Refusal(405, "method-not-allowed", "Phương thức HTTP này không dùng được ở đây.", "This HTTP method is not offered here."),
            415 => new Refusal(415, "media-type", "Kiểu nội dung không được hỗ trợ.", "This content type is not supported."),
            >= 400 and < 500 => new Refusal(status, "refused", "Yêu cầu không được chấp nhận.", "The request was refused."),
            _ => null,
        };
        if (refusal is not null)
            await refusal.ExecuteAsync(context.HttpContext);
    }
}
