using System.Security.Claims;
using PovertyPlatform.Gateway.Certificates;
using PovertyPlatform.Gateway.Limits;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using Yarp.ReverseProxy.Forwarder;

namespace PovertyPlatform.Gateway.Routing;

/// <summary>
/// Everything between the guard and the forwarder, in one step: token, audience, size, rate, and afterwards what to say when the service did not answer. The usual
/// pipeline of separate middleware does the same for other endpoints; here it cost more than the forwarding itself (docs/performance.md, R7b).
/// </summary>
internal sealed class Passage(TokenValidator tokens, ClientCertificates certificates, TrafficLimits limits, Allowances allowances, ExceptionRefusals exceptions)
{
    private static readonly Refusal TooLarge = new(413, "too-large", "Dữ liệu gửi lên quá lớn.", "The request is larger than allowed.");

    private static readonly Refusal TooOften = new(429, "too-many-requests", "Bạn gửi yêu cầu quá nhanh; hãy đợi rồi thử lại.", "Too many requests; wait and try again.");

    public async Task Run(HttpContext context, ProxiedRoute route, RequestDelegate forward)
    {
        try
        {
            var caller = route.Audience is null ? null : await Authenticate(context);
            if (route.Audience is not null && caller is null)
                await BearerHeader.Challenge(context);
            else if (caller is not null && certificates.Refuse(context, Actor.From(caller).ClientId) is { } unknown)
                await unknown.ExecuteAsync(context);
            else if (Refuse(context, route, caller) is { } refusal)
                await refusal.ExecuteAsync(context);
            else
                await forward(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await exceptions.TryHandleAsync(context, failure, context.RequestAborted);
            return;
        }

        if (context.GetForwarderErrorFeature() is { } broken && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.Clear();
            await Failures.RefusalFor(broken.Error, broken.Exception, context.Request.Method).ExecuteAsync(context);
        }
    }

    private ValueTask<ClaimsPrincipal?> Authenticate(HttpContext context) =>
        BearerHeader.TryRead(context.Request.Headers.Authorization, out var token) ? tokens.Validate(token, context.RequestAborted) : default;

    private Refusal? Refuse(HttpContext context, ProxiedRoute route, ClaimsPrincipal? caller)
    {
        if (route.Audience is not null && !caller!.HasClaim("aud", route.Audience))
            return Refusal.ScopeMissing;
        var traffic = route.TrafficOf(context.Request.Method);
        if (context.Request.ContentLength > limits.Classes[traffic].LargestBodyBytes)
            return TooLarge;

        // Without a token callers are told apart by address, which no header can change. Officers share the client of the pages they use, not its allowance.
        var (client, subject) = caller is null ? ($"@{context.Connection.RemoteIpAddress}", "") : (Actor.From(caller).ClientId, Actor.From(caller).Id);
        var (bucket, texts) = allowances.Of(traffic, client, subject);
        var (left, wait) = bucket.Take();
        var headers = context.Response.Headers;
        headers["RateLimit-Policy"] = texts.Policy;
        headers["RateLimit"] = texts.Left(left);
        return wait == 0 ? null : TooOften with { RetryAfterSeconds = wait };
    }
}
