using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Time;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>
/// The authorization endpoint: gives an officer's program a code (with PKCE, S256 only) once the officer is signed in as strongly as the roles demand. Programs are our
/// own, so nobody is asked for consent.
/// </summary>
internal static class Authorize
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods("/connect/authorize", ["GET", "POST"], Handle).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> Handle(HttpContext http, Visitor visitor, IdentityDb db, TimeProvider clock, CancellationToken ct)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The authorization endpoint was reached without the authorization server.");
        var again = $"/connect/authorize?{string.Join('&', request.GetParameters().Where(parameter => parameter.Key != Parameters.Prompt)
            .Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString((string?)parameter.Value ?? "")}"))}";
        if (await visitor.SignedIn(ct) is not { } here || request.HasPromptValue(PromptValues.Login))
            return request.HasPromptValue(PromptValues.None) ? Refuse(Errors.LoginRequired, "Nobody is signed in.") : http.Lead("/account/sign-in", again);

        var held = await db.HeldOn(clock.Today(), null, here.Account.Id, ct);
        if (!here.Session.SecondFactor && held.Exists(role => role.NeedsSecondFactor))
            return request.HasPromptValue(PromptValues.None) ? Refuse(Errors.InteractionRequired, "A second factor is needed.") : http.Lead("/account/second-factor", again);
        var wish = request.GetScopes().Where(scope => scope is not (Scopes.OpenId or Scopes.OfflineAccess)).ToList();
        if (Entitlement.Decide(held, wish).Refusal is { } reason)
            return Refuse(Errors.InvalidScope, reason switch
            {
                Entitlement.Reason.NothingHeld => "No role of this officer is in force today.",
                Entitlement.Reason.ScopeNotHeld => "A requested scope is not held by this officer.",
                _ => "The requested scopes are held in different areas; ask for them in separate tokens.",
            });

        var identity = new ClaimsIdentity("code", Claims.Subject, Claims.Role);
        identity.SetClaim(Claims.Subject, here.Account.Subject).SetClaim(OfficerCookies.SessionId, here.Session.Id.ToString());
        identity.SetScopes([.. wish, Scopes.OfflineAccess]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
