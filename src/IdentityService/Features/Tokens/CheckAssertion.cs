using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Time;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace PovertyPlatform.IdentityService.Features.Tokens;

/// <summary>After the signature of a client assertion has been found good: it is short-lived, and it was not used before.</summary>
internal sealed class CheckAssertion(IdentityDb db, TimeProvider clock) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    /// <summary>How long a used assertion is remembered after its end: more than every tolerated difference of clocks.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(2);

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessAuthenticationContext>()
        .AddFilter<OpenIddictServerHandlerFilters.RequireClientAssertionPrincipal>()
        .UseScopedHandler<CheckAssertion>().SetOrder(ValidateClientAssertionIssuer.Descriptor.Order + 500).Build();

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        var token = new JsonWebToken(context.ClientAssertion);
        DateTimeOffset? Time(string claim) => token.TryGetPayloadValue<long>(claim, out var seconds) && Math.Abs(seconds) < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        var assertion = new ClientAssertion(token.Alg, token.Id, Time(Claims.IssuedAt), Time(Claims.NotBefore), Time(Claims.ExpiresAt));
        var now = clock.GetUtcNow();
        if (assertion.FaultAt(now) is { } fault)
            context.Reject(Errors.InvalidClient, fault);
        else if (!await IsInUse(token.Issuer, token.Kid, now))
            context.Reject(Errors.InvalidClient, "The key of the client assertion is no longer in use.");
        else if (!await Remember(token.Issuer, assertion.TokenId!, assertion.ExpiresAt!.Value, now))
            context.Reject(Errors.InvalidClient, "The client assertion was used before.");
    }

    private async Task<bool> IsInUse(string clientId, string? keyId, DateTimeOffset now)
    {
        var today = VietnamDay.Of(now);
        return await (from key in db.ClientKeys
                      join client in db.Clients on key.ClientId equals client.Id
                      where client.ClientId == clientId && key.KeyId == keyId && key.RetiredAt == null && key.ExpiresOn >= today
                      select key).AnyAsync();
    }

    private async Task<bool> Remember(string clientId, string tokenId, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        var forgotten = now - Remembered;
        await db.Database.ExecuteSqlAsync($"delete from used_assertion where client_id = {clientId} and expires_at < {forgotten}");
        return await db.Database.ExecuteSqlAsync(
            $"insert into used_assertion (client_id, token_id, expires_at) values ({clientId}, {tokenId}, {expiresAt}) on conflict do nothing") == 1;
    }
}
