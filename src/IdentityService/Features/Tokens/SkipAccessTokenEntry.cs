using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers.Protection;

namespace PovertyPlatform.IdentityService.Features.Tokens;

/// <summary>Keeps no row for access tokens: they live five minutes, services check them without asking, and revocation goes by subject. Codes and refresh tokens have rows.</summary>
internal sealed class SkipAccessTokenEntry : IOpenIddictServerHandler<GenerateTokenContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<GenerateTokenContext>()
        .UseSingletonHandler<SkipAccessTokenEntry>().SetOrder(CreateTokenEntry.Descriptor.Order - 500).Build();

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType is TokenTypeIdentifiers.AccessToken)
            context.CreateTokenEntry = false;
        return default;
    }
}
