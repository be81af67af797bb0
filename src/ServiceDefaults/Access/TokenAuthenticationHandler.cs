using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>Authenticates a call by its bearer token with <see cref="TokenValidator"/>; answers challenges as problem details.</summary>
public sealed class TokenAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenValidator validator, Revocations revocations)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the authentication scheme.</summary>
    public const string SchemeName = "Bearer";

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0)
            return AuthenticateResult.NoResult();
        if (!BearerHeader.TryRead(header, out var token))
            return AuthenticateResult.Fail("malformed");
        var caller = await validator.Validate(token, Context.RequestAborted);
        return caller is null || (caller.Identity is CallerIdentity known && revocations.Refuse(known.Caller.Id, known.IssuedAt))
            ? AuthenticateResult.Fail("invalid_token")
            : AuthenticateResult.Success(new AuthenticationTicket(caller, Scheme.Name));
    }

    /// <inheritdoc />
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => BearerHeader.Challenge(Context);

    /// <inheritdoc />
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        // What no endpoint answers is refused to all; no scope would open it.
        (Context.GetEndpoint() is RouteEndpoint ? Refusal.ScopeMissing : Refusal.NotFound).ExecuteAsync(Context);
}
