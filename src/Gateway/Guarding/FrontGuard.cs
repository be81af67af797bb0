using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using PovertyPlatform.Gateway.Routing;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.Gateway.Guarding;

/// <summary>The first look at every request: its target, its method, its headers; and the headers that every answer carries.</summary>
internal sealed class FrontGuard(RequestDelegate next, Passage passage)
{
    /// <summary>Answered request id: the trace id, under which everything that the request caused can be found.</summary>
    public const string RequestId = "X-Request-Id";

    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" };

    private static readonly Refusal BadTarget = new(400, "bad-address", "Địa chỉ yêu cầu không hợp lệ.", "The address of the request is not valid.");

    private static readonly Refusal BadMethod = new(405, "method-not-allowed", "Phương thức HTTP này không dùng được ở đây.", "This HTTP method is not offered here.");

    public Task Invoke(HttpContext context)
    {
        context.Response.OnStarting(Protect, context);
        if (PathTricks.Suspicious(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget))
            return BadTarget.ExecuteAsync(context);
        if (!Methods.Contains(context.Request.Method))
            return BadMethod.ExecuteAsync(context);
        ForgedHeaders.Remove(context.Request.Headers);
        return context.GetEndpoint() is { RequestDelegate: { } forward } endpoint && endpoint.Metadata.GetMetadata<ProxiedRoute>() is { } route
            ? passage.Run(context, route, forward)
            : next(context);
    }

    private static readonly Func<object, Task> Protect = state =>
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.Server = StringValues.Empty;
        headers[RequestId] = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = NoReferrer;
        headers["Cross-Origin-Resource-Policy"] = SameOrigin;
        headers["Cross-Origin-Opener-Policy"] = SameOrigin;
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = NothingLoads;
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = NoStore;
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = OneYear;
        return Task.CompletedTask;
    };

    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues SameOrigin = "same-origin";
    private static readonly StringValues NothingLoads = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static readonly StringValues NoStore = "no-store";
    private static readonly StringValues OneYear = "max-age=31536000; includeSubDomains";
}
