using PovertyPlatform.ServiceDefaults.Errors;
using Yarp.ReverseProxy.Forwarder;

namespace PovertyPlatform.Gateway.Routing;

/// <summary>A service that cannot be reached is answered as a refusal that says whether trying again is safe; never as a bare 502 or 504.</summary>
internal static class Failures
{
    /// <summary>The request may have been carried out although its answer never came.</summary>
    private static readonly Refusal AnswerMissing = new(503, "answer-missing",
        "Không nhận được trả lời; việc này có thể đã được thực hiện. Hãy kiểm tra trước khi gửi lại, hoặc gửi lại với cùng Idempotency-Key.",
        "No answer came; this may have been done. Look before sending it again, or send it again with the same Idempotency-Key.")
    { RetryAfterSeconds = 5 };

    public static Refusal RefusalFor(ForwarderError error, Exception? exception, string method)
    {
        if (Find<BadHttpRequestException>(exception) is { } bad && ExceptionRefusals.For(bad) is { } refusal)
            return refusal;
        if (error is ForwarderError.RequestBodyClient or ForwarderError.RequestBodyCanceled)
            return new Refusal(400, "upload-broken", "Dữ liệu gửi lên bị gián đoạn; hãy gửi lại.", "The upload broke off; send it again.");
        var neverSent = error is ForwarderError.NoAvailableDestinations or ForwarderError.RequestCreation
            || Find<HttpRequestException>(exception) is { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };
        return neverSent || HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? Refusal.Unavailable : AnswerMissing;
    }

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (var current = exception; current is not null; current = current.InnerException)
            if (current is T found)
                return found;
        return null;
    }
}
