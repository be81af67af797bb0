using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace PovertyPlatform.ServiceDefaults.Errors;

/// <summary>One thing that is wrong, where, and how to mend it.</summary>
/// <param name="Field">Field, parameter or cell concerned.</param>
/// <param name="Vi">What to do, in Vietnamese.</param>
/// <param name="En">What to do, in English.</param>
public sealed record FieldFault(string Field, string Vi, string En);

/// <summary>
/// A refusal as a value: a client's wish that the rules do not allow. It is an answer (RFC 9457 problem details) with a stable type
/// <c>urn:povertyplatform:problem:&lt;code&gt;</c>.
/// </summary>
/// <param name="Status">HTTP status, 4xx or 503.</param>
/// <param name="Code">Stable kebab-case code that programs may rely on.</param>
/// <param name="Vi">What is wrong and how to mend it, in Vietnamese.</param>
/// <param name="En">The same in English.</param>
public sealed record Refusal(int Status, string Code, string Vi, string En) : IResult, IEndpointMetadataProvider
{
    /// <summary>Single faults by field, when several are known at once.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>Seconds after which a retry makes sense; sent as Retry-After.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Legal source of the rule that refuses, where there is one.</summary>
    public string? LegalSource { get; init; }

    /// <summary>No token was sent.</summary>
    public static readonly Refusal TokenMissing = new(401, "token-missing", "Cần đăng nhập: gửi mã truy cập trong tiêu đề Authorization.",
        "Sign in: send an access token in the Authorization header.");

    /// <summary>The token is expired, forged, for another audience or not a token.</summary>
    public static readonly Refusal TokenInvalid = new(401, "token-invalid", "Mã truy cập không hợp lệ hoặc đã hết hạn; hãy lấy mã mới.",
        "The access token is not valid or has expired; request a new one.");

    /// <summary>The token lacks the scope of this endpoint.</summary>
    public static readonly Refusal ScopeMissing = new(403, "scope-missing", "Tài khoản không có quyền thực hiện việc này.",
        "This account may not do this.");

    /// <summary>Nothing with this id exists in the caller's areas.</summary>
    public static readonly Refusal NotFound = new(404, "not-found", "Không tìm thấy trong địa bàn của bạn.", "Nothing with this id in your areas.");

    /// <summary>The area of the request is outside the caller's areas.</summary>
    public static readonly Refusal AreaOutside = new(403, "area-outside", "Địa bàn này nằm ngoài phạm vi được giao cho bạn.",
        "This area is outside the areas assigned to you.");

    /// <summary>A server the request needs is away for a moment; nothing was changed.</summary>
    public static readonly Refusal Unavailable = new(503, "unavailable", "Hệ thống tạm thời chưa sẵn sàng; chưa có gì thay đổi, hãy thử lại.",
        "A part of the system is away for a moment; nothing was changed, try again.")
    { RetryAfterSeconds = 5 };

    /// <summary>The request is malformed: 400 with the faults by field.</summary>
    public static Refusal Invalid(params FieldFault[] faults) =>
        new(400, "invalid-request", "Yêu cầu có chỗ chưa đúng; xem từng mục.", "The request has faults; see each of them.") { Faults = faults };

    /// <summary>The state of the thing does not allow it: 409.</summary>
    public static Refusal Conflict(string code, string vi, string en) => new(409, code, vi, en);

    /// <summary>The rules of the field do not allow it: 422.</summary>
    public static Refusal Rule(string code, string vi, string en, string? legalSource = null) => new(422, code, vi, en) { LegalSource = legalSource };

    /// <summary>Writes the refusal as problem details.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (RetryAfterSeconds is { } seconds)
            httpContext.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Results.Problem(ToProblem(httpContext)).ExecuteAsync(httpContext);
    }

    /// <summary>Describes the answer in the OpenAPI document.</summary>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(400, typeof(ProblemDetails), ["application/problem+json"]));

    private ProblemDetails ToProblem(HttpContext context)
    {
        var problem = new ProblemDetails
        {
            Type = $"urn:povertyplatform:problem:{Code}",
            Title = Vi,
            Detail = En,
            Status = Status,
            Instance = context.Request.Path,
        };
        if (Faults.Count > 0)
            problem.Extensions["faults"] = Faults.Select(fault => new { field = fault.Field, vi = fault.Vi, en = fault.En });
        if (LegalSource is not null)
            problem.Extensions["legalSource"] = LegalSource;
        problem.Extensions["traceId"] = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        return problem;
    }
}
