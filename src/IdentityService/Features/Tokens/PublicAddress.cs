using Microsoft.Extensions.Options;
using OpenIddict.Server;
using PovertyPlatform.IdentityService.Data;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PovertyPlatform.IdentityService.Features.Tokens;

/// <summary>Writes the addresses that partners reach into the discovery document, not those behind the gateway.</summary>
internal sealed class PublicAddress(IOptions<IdentityOptions> options) : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<HandleConfigurationRequestContext>()
        .UseSingletonHandler<PublicAddress>().SetOrder(int.MinValue).Build();

    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        if (options.Value.PublicUrl is { } address)
        {
            context.AuthorizationEndpoint = new Uri(address, "/connect/authorize");
            context.EndSessionEndpoint = new Uri(address, "/connect/logout");
            context.TokenEndpoint = new Uri(address, "/connect/token");
            context.JsonWebKeySetEndpoint = new Uri(address, "/.well-known/jwks");
        }

        return default;
    }
}
