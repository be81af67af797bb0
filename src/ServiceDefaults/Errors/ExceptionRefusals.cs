using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;

namespace PovertyPlatform.ServiceDefaults.Errors;

/// <summary>Turns what escaped a handler into an answer: 4xx for what a client sent, 503 for a server that is away, and 500 only for our own mistakes.</summary>
public sealed partial class ExceptionRefusals(ILogger<ExceptionRefusals> logger) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = 499;
            return true;
        }

        var refusal = For(exception);
        if (refusal is null)
        {
            Unexpected(logger, exception);
            refusal = new Refusal(500, "unexpected", "Hệ thống gặp lỗi; hãy báo mã vết kèm theo.", "The system made a mistake; report the trace id.");
        }
        else
        {
            Refused(logger, refusal.Status, refusal.Code, exception.GetType().Name);
        }

        await refusal.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>The refusal for an exception, or null when it is our own mistake.</summary>
    public static Refusal? For(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: 413 } => new Refusal(413, "too-large", "Dữ liệu gửi lên quá lớn.", "The request is larger than allowed."),
        BadHttpRequestException bad => Refusal.Invalid(new FieldFault(Where(bad), "Không đọc được giá trị này; xem định dạng trong tài liệu API.",
            "This value cannot be read; see its format in the API pages.")) with
        { Status = bad.StatusCode },
        // The framework says so when the body's charset is none it knows.
        InvalidOperationException { InnerException: ArgumentException, Source: "Microsoft.AspNetCore.Http.Extensions" } =>
            new Refusal(415, "media-type", "Kiểu nội dung không được hỗ trợ.", "This content type is not supported."),
        JsonException json => Refusal.Invalid(new FieldFault(json.Path ?? "$", "JSON không đúng định dạng.", "The JSON is malformed.")),
        DbUpdateConcurrencyException => new Refusal(412, "changed-meanwhile", "Dữ liệu vừa được người khác thay đổi; hãy tải lại.",
            "Somebody changed this meanwhile; load it again."),
        _ when HasUnstorableText(exception) => Refusal.Invalid(new FieldFault("request", "Văn bản có ký tự không hợp lệ (ký tự NUL).",
            "A text holds a character that cannot be stored (NUL).")),
        _ when IsAway(exception) => Refusal.Unavailable,
        _ => null,
    };

    private static string Where(BadHttpRequestException bad) => (bad.InnerException as JsonException)?.Path ?? "request";

    private static bool HasUnstorableText(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
            if (current is PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter })
                return true;
        return false;
    }

    private static bool IsAway(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            // ExecutionRejectedException: a resilience handler gave up on another service (time is up, or its circuit is open).
            if (current is NpgsqlException { IsTransient: true } or SocketException or TimeoutException or HttpRequestException or ExecutionRejectedException)
                return true;
            if (current is PostgresException { SqlState: "57P01" or "57P02" or "57P03" or "53300" or "3D000" })
                return true;
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Unexpected failure")]
    private static partial void Unexpected(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused with {Status} {Code} because of {Exception}")]
    private static partial void Refused(ILogger logger, int status, string code, string exception);
}
