using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Time;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PovertyPlatform.IdentityService.Features.Tokens;

/// <summary>
/// Turns an officer's code or refresh token into an access token for what the officer holds now: a role that was taken back, a stay that ended or an account that was
/// closed since then is not in it.
/// </summary>
internal static class IssueOfficerToken
{
    public static async Task<IResult> Handle(HttpContext http, string clientId, IdentityDb db, TimeProvider clock, CancellationToken ct)
    {
        var proof = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal
            ?? throw new InvalidOperationException("The authorization server passed a request without the principal of its code.");
        if (!Guid.TryParse(proof.GetClaim(ClaimNames.Session), out var sessionId) || !Guid.TryParse(proof.GetClaim(Claims.Subject), out var accountId))
            return Refuse("The token names no stay.");
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        var session = await db.Sessions.SingleOrDefaultAsync(row => row.Id == sessionId && row.AccountId == accountId, ct);
        if (session is null || !session.IsAlive(now) || !await db.Accounts.AnyAsync(account => account.Id == accountId && account.DisabledAt == null, ct))
            return Refuse("The stay has ended; sign in again.");

        var held = (await db.HeldOn(today, null, accountId, ct)).FindAll(role => session.SecondFactor || !role.NeedsSecondFactor);
        var all = held.SelectMany(role => role.Scopes).ToHashSet(StringComparer.Ordinal);
        var asked = proof.GetScopes().Where(scope => scope is not (OpenIddictConstants.Scopes.OpenId or OpenIddictConstants.Scopes.OfflineAccess)).ToList();
        var wish = asked.FindAll(all.Contains);
        if (asked.Count > 0 && wish.Count == 0)
            return Refuse("Nothing of what was asked for is held any more.");
        if (Entitlement.Decide(held, wish).Entitlement is not { } entitlement)
            return Refuse("No role of this officer is in force, or the scopes are held in different areas.");

        session.LastSeenAt = now;
        var actor = new Actor(Account.SubjectOf(accountId), clientId, entitlement.Roles, entitlement.Scopes.ToHashSet(), entitlement.Area, null) { Records = entitlement.Records, HomeProvince = entitlement.HomeProvince };
        db.Audit(AuditEntry.Of(actor, "token.issue", "account", accountId, now, purpose: string.Join(' ', entitlement.Scopes)));
        await db.SaveChangesAsync(ct);
        var principal = IssueToken.Caller(actor, entitlement, OneService.Audiences(entitlement.Scopes, null));
        var identity = (ClaimsIdentity)principal.Identity!;
        identity.SetClaim(ClaimNames.Session, sessionId.ToString());
        identity.SetScopes([.. entitlement.Scopes, OpenIddictConstants.Scopes.OfflineAccess]);
        identity.SetAuthorizationId(proof.GetAuthorizationId());
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return Results.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static IResult Refuse(string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
