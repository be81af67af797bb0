using PovertyPlatform.Gateway.Routing;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.Gateway.Limits;

/// <summary>Holds a caller to the limits of the route's class: size of the body before anything is read, then the rate.</summary>
internal sealed class LimitTraffic(RequestDelegate next, TrafficLimits limits, Allowances allowances)
{
    private static readonly Refusal TooLarge = new(413, "too-large", "Dữ liệu gửi lên quá lớn.", "The request is larger than allowed.");

    private static readonly Refusal TooOften = new(429, "too-many-requests", "Bạn gửi yêu cầu quá nhanh; hãy đợi rồi thử lại.", "Too many requests; wait and try again.");

    public Task Invoke(HttpContext context)
    {
        var traffic = context.GetEndpoint()!.Metadata.GetMetadata<RouteTraffic>()!.Of(context.Request.Method);
        if (context.Request.ContentLength > limits.Classes[traffic].LargestBodyBytes)
            return TooLarge.ExecuteAsync(context);

        var (bucket, texts) = allowances.Of(traffic, Caller(context));
        var (left, wait) = bucket.Take();
        var headers = context.Response.Headers;
        headers["RateLimit-Policy"] = texts.Policy;
        headers["RateLimit"] = texts.Left(left);
        return wait == 0 ? next(context) : (TooOften with { RetryAfterSeconds = wait }).ExecuteAsync(context);
    }

    /// <summary>The client of the token; without a token the address, which no header can change.</summary>
    private static string Caller(HttpContext context) => context.User.Identity is { IsAuthenticated: true }
        ? Actor.From(context.User).ClientId
        : $"@{context.Connection.RemoteIpAddress}";
}
