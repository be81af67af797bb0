using System.Globalization;
using Microsoft.AspNetCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PovertyPlatform.IdentityService.Features.Tokens;

/// <summary>The last step of a refused token request: counted against the client and written to its trail.</summary>
internal sealed class TokenAnswer(IdentityDb db, FailedAttempts attempts, TimeProvider clock) : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    /// <summary>Property of a transaction that must wait: the seconds.</summary>
    public const string Wait = "wait";

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyTokenResponseContext>()
        .UseScopedHandler<TokenAnswer>().SetOrder(OpenIddictServerAspNetCoreHandlers.AttachHttpResponseCode<ApplyTokenResponseContext>.Descriptor.Order + 500).Build();

    public async ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (context.Response is not { Error: { Length: > 0 } error } answer)
            return;
        answer.ErrorUri = null;
        // The only token in a token request is the proof of the client; RFC 6749 has one word for a wrong one.
        if (error is Errors.InvalidToken)
            answer.Error = error = Errors.InvalidClient;
        if (context.Transaction.GetProperty<Waiting>(Wait) is { } wait && context.Transaction.GetHttpRequest()?.HttpContext.Response is { } response)
        {
            response.StatusCode = StatusCodes.Status429TooManyRequests;
            response.Headers[HeaderNames.RetryAfter] = wait.Seconds.ToString(CultureInfo.InvariantCulture);
            return;
        }

        if (error is Errors.InvalidClient && context.Request?.ClientId is { } clientId && ClientName.IsWellFormed(clientId))
            await Record(clientId, context.Transaction.ClientAddress());
    }

    private async Task Record(string clientId, string address)
    {
        attempts.Add(clientId, address);
        if (await db.Clients.Where(client => client.ClientId == clientId).Select(client => (Guid?)client.Id).FirstOrDefaultAsync() is not { } known)
            return;
        var unproven = new Actor("unproven", clientId, [], new HashSet<string>(), AreaScope.None, null);
        db.Audit(AuditEntry.Of(unproven, "token.refuse", "client", known, clock.GetUtcNow()));
        await db.SaveChangesAsync();
    }
}
