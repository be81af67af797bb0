using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Time;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PovertyPlatform.IdentityService.Features.Tokens;

/// <summary>Gives a client that has proven itself an access token of five minutes for what it holds and asks for.</summary>
internal static class IssueToken
{
    private const int LargestRequest = 16 * 1024;

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/connect/token", Handle).AllowAnonymous()
        .WithMetadata(new RequestSizeLimitAttribute(LargestRequest))
        .WithTags("tokens").WithSummary("Issue an access token (client credentials with private_key_jwt, RFC 7523; authorization code with PKCE, RFC 7636; refresh token)")
        .Accepts<TokenRequest>("application/x-www-form-urlencoded").Produces<TokenResponse>().Produces<TokenError>(400).Produces<TokenError>(401).Produces<TokenError>(429);

    private static async Task<IResult> Handle(HttpContext http, IdentityDb db, TimeProvider clock, CancellationToken ct)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The token endpoint was reached without the authorization server.");
        var client = await db.Clients.AsNoTracking().SingleAsync(row => row.ClientId == request.ClientId, ct);
        if (!request.IsClientCredentialsGrantType())
            return await IssueOfficerToken.Handle(http, client.ClientId!, db, clock, ct);
        if (!OneService.TryRead(request.Resources is { } named ? [.. named] : [], out var service))
            return Refuse(OneService.InvalidTarget, "A token is for one service: name it once, by the parameter resource.");
        var held = (await db.HeldOn(clock.Today(), client.Id, null, ct)).At(service);
        var (entitlement, refusal) = Entitlement.Decide(held, request.GetScopes());
        if (entitlement is null)
            return Refuse(refusal!.Value);
        var audiences = OneService.Audiences(entitlement.Scopes, service);
        // Sample officers with a secret stand for a portal's officer; every other program is a partner's.
        if (audiences.Count > 1 && client.ClientSecret is null)
            return Refuse(OneService.InvalidTarget, "These scopes belong to several services; ask for one token per service, by the parameter resource.");

        var actor = new Actor(client.ClientId!, client.ClientId!, entitlement.Roles, entitlement.Scopes.ToHashSet(), entitlement.Area, client.AgencyId) { Records = entitlement.Records, HomeProvince = entitlement.HomeProvince };
        db.Audit(AuditEntry.Of(actor, "token.issue", "client", client.Id, clock.GetUtcNow(), purpose: string.Join(' ', entitlement.Scopes)));
        await db.SaveChangesAsync(ct);
        return Results.SignIn(Caller(actor, entitlement, audiences), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    internal static ClaimsPrincipal Caller(Actor actor, Entitlement entitlement, IEnumerable<string> audiences)
    {
        var identity = new ClaimsIdentity("issued", Claims.Subject, Claims.Role);
        identity.SetClaim(Claims.Subject, actor.Id)
            .SetClaims(Claims.Role, [.. actor.Roles])
            .SetClaims(ClaimNames.Province, [.. actor.Area.Provinces])
            .SetClaims(ClaimNames.Commune, [.. actor.Area.Communes])
            .SetClaim(ClaimNames.HomeProvince, actor.HomeProvince)
            .SetClaims(ClaimNames.Hamlet, [.. actor.Area.Hamlets])
            .SetClaims(ClaimNames.Record, [.. actor.Records.Select(record => record.ToString())])
            .SetClaim(ClaimNames.Nationwide, actor.Area.IsNationwide ? "true" : null)
            .SetClaim(ClaimNames.Agency, actor.AgencyId);
        identity.SetScopes(entitlement.Scopes);
        identity.SetResources(audiences);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }

    private static IResult Refuse(Entitlement.Reason reason) => Refuse(Errors.InvalidScope, reason switch
    {
        Entitlement.Reason.NothingHeld => "No role of this client is in force today.",
        Entitlement.Reason.ScopeNotHeld => "A requested scope is not held by this client.",
        _ => "The requested scopes are held in different areas; ask for them in separate tokens.",
    });

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

    /// <summary>The form of a token request.</summary>
    /// <param name="GrantType"><c>client_credentials</c> for programs of partners; <c>authorization_code</c> or <c>refresh_token</c> for officers.</param>
    /// <param name="ClientId">Client id; may be left out with an assertion, which names it.</param>
    /// <param name="ClientAssertionType"><c>urn:ietf:params:oauth:client-assertion-type:jwt-bearer</c>.</param>
    /// <param name="ClientAssertion">JWT of type <c>client-authentication+jwt</c>, ES256, with iss and sub = client id, aud = the issuer, a jti never used before, and a life of 60 s at most.</param>
    /// <param name="ClientSecret">Secret of a sample client; only in development.</param>
    /// <param name="Scope">Scopes, separated by spaces; none means all that the client holds.</param>
    /// <param name="Resource">The service for which the token is (RFC 8707), once: <c>urn:povertyplatform:household</c>, <c>support</c>, <c>reporting</c>, <c>partner</c> or <c>identity</c>. A program of a partner gets tokens for one service each.</param>
    /// <param name="Code">The code of the authorization endpoint; taken once.</param>
    /// <param name="CodeVerifier">The secret behind the code challenge (S256).</param>
    /// <param name="RedirectUri">The address to which the code was sent.</param>
    /// <param name="RefreshToken">The latest refresh token; taken once, for the answer brings the next. A second use ends the whole chain.</param>
    [PersonalData(DataClass.P1)]
    public sealed record TokenRequest(
        string GrantType, string? ClientId, string? ClientAssertionType, string? ClientAssertion, string? ClientSecret, string? Scope, string? Resource,
        string? Code, string? CodeVerifier, string? RedirectUri, string? RefreshToken);

    /// <summary>An access token.</summary>
    /// <param name="AccessToken">JWT of type <c>at+jwt</c>; send it as <c>Authorization: Bearer</c>.</param>
    /// <param name="TokenType">Always <c>Bearer</c>.</param>
    /// <param name="ExpiresIn">Seconds until it ends.</param>
    /// <param name="RefreshToken">For officers: the token for the next one.</param>
    [PersonalData(DataClass.P1)]
    public sealed record TokenResponse(string AccessToken, string TokenType, int ExpiresIn, string? RefreshToken);

    /// <summary>Why there is no token (RFC 6749 5.2).</summary>
    /// <param name="Error">Code of the RFC.</param>
    /// <param name="ErrorDescription">Reason in English.</param>
    /// <param name="ErrorDescriptionVi">Reason in Vietnamese.</param>
    public sealed record TokenError(string Error, string ErrorDescription, string ErrorDescriptionVi);
}
