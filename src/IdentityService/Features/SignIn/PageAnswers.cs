using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>What is wrong, on a page: Vietnamese first.</summary>
public sealed record PageFault(string Vi, string En)
{
    /// <summary>One text for a wrong name, a wrong password and a closed account, so that nobody learns which accounts exist.</summary>
    internal static readonly PageFault Wrong = new("Tên đăng nhập, mật khẩu hoặc mã không đúng.", "User name, password or code is wrong.");

    /// <summary>Too many attempts under the name.</summary>
    internal static PageFault Wait(int seconds) => new($"Thử sai quá nhiều lần; hãy đợi {seconds} giây rồi thử lại.", $"Too many attempts; wait {seconds} seconds.");
}

/// <summary>Answers of the sign-in pages, with the headers that such pages need.</summary>
internal static class PageAnswers
{
    /// <summary>Nothing but our style sheet loads, forms lead only here, and no other page may frame ours.</summary>
    public const string Policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static RazorComponentResult Page<TPage>(this HttpContext http, object parameters, int status = 200, int? waitSeconds = null)
        where TPage : IComponent
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        if (waitSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return new RazorComponentResult<TPage>(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }

    /// <summary>Leads on to another page of ours by GET.</summary>
    public static IResult Lead(this HttpContext http, string path, string? returnUrl = null)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Location = returnUrl is null ? path : $"{path}?returnUrl={Uri.EscapeDataString(returnUrl)}";
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
