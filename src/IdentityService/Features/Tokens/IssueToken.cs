using System.Collections.Immutable;
using System.ComponentModel;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
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

/// <summary>Gives a client that has proven itself an access token of five minutes for what it holds and asks for.</summary>
internal static class IssueToken
{
    private const int LargestRequest = 16 * 1024;

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/connect/token", Handle).AllowAnonymous()
        .WithMetadata(new RequestSizeLimitAttribute(LargestRequest))
        .WithTags("tokens").WithSummary("Issue an access token (client credentials, RFC 6749 4.4; private_key_jwt, RFC 7523)")
        .Accepts<TokenRequest>("application/x-www-form-urlencoded").Produces<TokenResponse>().Produces<TokenError>(400).Produces<TokenError>(401).Produces<TokenError>(429);

    private static async Task<IResult> Handle(HttpContext http, IdentityDb db, TimeProvider clock, CancellationToken ct)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The token endpoint was reached without the authorization server.");
        var client = await db.Clients.AsNoTracking().SingleAsync(row => row.ClientId == request.ClientId, ct);
        var (entitlement, refusal) = Entitlement.Decide(await Held(db, client.Id, clock.Today(), ct), request.GetScopes());
        if (entitlement is null)
            return Refuse(refusal!.Value);

        var actor = new Actor(client.ClientId!, client.ClientId!, entitlement.Roles, entitlement.Scopes.ToHashSet(), entitlement.Area, client.AgencyId);
        db.Audit(AuditEntry.Of(actor, "token.issue", "client", client.Id, clock.GetUtcNow(), purpose: string.Join(' ', entitlement.Scopes)));
        await db.SaveChangesAsync(ct);
        return Results.SignIn(Caller(actor, entitlement), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static async Task<List<HeldRole>> Held(IdentityDb db, Guid clientId, DateOnly today, CancellationToken ct) => await (
        from grant in db.RoleGrants
        join role in db.Roles on grant.RoleCode equals role.Code
        where grant.ClientId == clientId && grant.RevokedAt == null && grant.ValidFrom <= today && (grant.ValidTo == null || grant.ValidTo >= today)
            && role.ValidFrom <= today && (role.ValidTo == null || role.ValidTo >= today)
        select new HeldRole(grant.RoleCode, role.Scopes, grant.ProvinceCode, grant.CommuneCode, grant.Nationwide)).ToListAsync(ct);

    private static ClaimsPrincipal Caller(Actor actor, Entitlement entitlement)
    {
        var identity = new ClaimsIdentity("issued", Claims.Subject, Claims.Role);
        identity.SetClaim(Claims.Subject, actor.Id)
            .SetClaims(Claims.Role, [.. actor.Roles])
            .SetClaims(ClaimNames.Province, [.. actor.Area.Provinces])
            .SetClaims(ClaimNames.Commune, [.. actor.Area.Communes])
            .SetClaim(ClaimNames.Nationwide, actor.Area.IsNationwide ? "true" : null)
            .SetClaim(ClaimNames.Agency, actor.AgencyId);
        identity.SetScopes(entitlement.Scopes);
        identity.SetResources(entitlement.Scopes.SelectMany(ServiceDefaults.Access.Scopes.AudiencesOf).Distinct());
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }

    private static IResult Refuse(Entitlement.Reason reason) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidScope,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = reason switch
            {
                Entitlement.Reason.NothingHeld => "No role of this client is in force today.",
                Entitlement.Reason.ScopeNotHeld => "A requested scope is not held by this client.",
                _ => "The requested scopes are held in different areas; ask for them in separate tokens.",
            },
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

    /// <summary>The form of a token request.</summary>
    /// <param name="GrantType">Always <c>client_credentials</c>.</param>
    /// <param name="ClientId">Client id; may be left out with an assertion, which names it.</param>
    /// <param name="ClientAssertionType"><c>urn:ietf:params:oauth:client-assertion-type:jwt-bearer</c>.</param>
    /// <param name="ClientAssertion">JWT of type <c>client-authentication+jwt</c>, ES256, with iss and sub = client id, aud = the issuer, a jti never used before, and a life of 60 s at most.</param>
    /// <param name="ClientSecret">Secret of a sample client; only in development.</param>
    /// <param name="Scope">Scopes, separated by spaces; none means all that the client holds.</param>
    public sealed record TokenRequest(
        [property: Description("client_credentials")] string GrantType, string? ClientId, string? ClientAssertionType, string? ClientAssertion, string? ClientSecret, string? Scope);

    /// <summary>An access token.</summary>
    /// <param name="AccessToken">JWT of type <c>at+jwt</c>; send it as <c>Authorization: Bearer</c>.</param>
    /// <param name="TokenType">Always <c>Bearer</c>.</param>
    /// <param name="ExpiresIn">Seconds until it ends.</param>
    public sealed record TokenResponse(string AccessToken, string TokenType, int ExpiresIn);

    /// <summary>Why there is no token (RFC 6749 5.2).</summary>
    /// <param name="Error">Code of the RFC.</param>
    /// <param name="ErrorDescription">Reason in English.</param>
    /// <param name="ErrorDescriptionVi">Reason in Vietnamese.</param>
    public sealed record TokenError(string Error, string ErrorDescription, string ErrorDescriptionVi);
}
