using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>The <c>Authorization</c> header with an access token (RFC 6750).</summary>
public static class BearerHeader
{
    private const string Prefix = "Bearer ";

    /// <summary>The token of the header; false when there is not exactly one header of the scheme Bearer.</summary>
    public static bool TryRead(StringValues header, out ReadOnlySpan<char> token)
    {
        token = default;
        if (header.Count != 1 || header[0] is not { } value || !value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return false;
        token = value.AsSpan(Prefix.Length).Trim();
        return true;
    }

    /// <summary>Answers 401: a token is missing, or the one sent is not valid.</summary>
    public static Task Challenge(HttpContext context)
    {
        var hasToken = context.Request.Headers.Authorization.Count > 0;
        context.Response.Headers[HeaderNames.WWWAuthenticate] = hasToken ? "Bearer error=\"invalid_token\"" : "Bearer";
        return (hasToken ? Refusal.TokenInvalid : Refusal.TokenMissing).ExecuteAsync(context);
    }
}
