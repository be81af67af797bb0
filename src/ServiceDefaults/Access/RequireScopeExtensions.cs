using Microsoft.AspNetCore.Builder;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>What an endpoint demands of a token; read by the authorisation policy, the architecture tests and the access table.</summary>
/// <param name="Scope">One of <see cref="Scopes"/>.</param>
public sealed record RequiredScope(string Scope);

/// <summary>Puts a scope on endpoints.</summary>
public static class RequireScopeExtensions
{
    /// <summary>Only callers whose token carries the scope may enter: 401 without a token, 403 with a token that lacks it.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, string scope)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireAssertion(
            context => Actor.From(context.User).Scopes.Contains(scope)));
        return endpoints.WithMetadata(new RequiredScope(scope));
    }
}
