using Microsoft.AspNetCore;
using OpenIddict.Server;

namespace PovertyPlatform.IdentityService.Features.Tokens;

/// <summary>A number that travels in a transaction's properties.</summary>
internal sealed record Waiting(int Seconds);

internal static class TransactionExtensions
{
    /// <summary>Address of the caller: the one the gateway saw, else of the connection. It only separates counters; nothing is trusted because of it.</summary>
    public static string ClientAddress(this OpenIddictServerTransaction transaction)
    {
        var request = transaction.GetHttpRequest();
        var forwarded = request?.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim();
        return forwarded is { Length: > 0 and <= 45 } ? forwarded : request?.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
    }
}
