using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PovertyPlatform.ServiceDefaults.Hosting;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>Registers token authentication, the current <see cref="Actor"/> and its <see cref="AreaScope"/>.</summary>
public static class AccessExtensions
{
    /// <summary>Adds access control. Every endpoint without <c>RequireScope</c> or an explicit <c>AllowAnonymous</c> is refused.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="audience">Audience of this service, or null for the gateway, which forwards to all.</param>
    public static IHostApplicationBuilder AddAccess(this IHostApplicationBuilder builder, string? audience)
    {
        builder.Services.AddOptions<TokenOptions>().BindConfiguration("Tokens").ValidateDataAnnotations().ValidateOnStart()
            .PostConfigure(options =>
            {
                options.Audience = audience;
                if (options.KeysUrl == TokenOptions.PlainKeys)
                    options.KeysUrl = $"{builder.Configuration.InsideAddress("identity")}/.well-known/jwks";
            });
        builder.Services.AddHttpClient(IssuerKeys.ClientName);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<TokenValidator>().AddSingleton<Revocations>();
        builder.Services.AddAuthentication(TokenAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthenticationHandler>(TokenAuthenticationHandler.SchemeName, null);
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(
            new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped(services =>
            services.GetRequiredService<IHttpContextAccessor>().HttpContext is { } context
                ? Actor.From(context.User)
                : Actor.System(audience ?? "gateway"));
        builder.Services.AddScoped(services => RecordScope.Of(services.GetRequiredService<IHttpContextAccessor>().HttpContext) ?? services.GetRequiredService<Actor>().Area);
        return builder;
    }
}
