using OpenIddict.Abstractions;
using OpenIddict.Core;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Programs through which officers sign in: public clients, proven by PKCE alone. They are configuration of the installation, brought up to date by the migration step.</summary>
internal sealed class Portals(OpenIddictApplicationManager<Client> manager)
{
    /// <summary>Registers the portal, or brings it up to what the configuration says.</summary>
    public async Task Register(PortalOptions portal, string displayName, bool isSample, CancellationToken ct)
    {
        var wish = new OpenIddictApplicationDescriptor
        {
            ClientId = portal.ClientId,
            ClientType = ClientTypes.Public,
            ApplicationType = portal.RedirectUri!.IsLoopback ? ApplicationTypes.Native : ApplicationTypes.Web,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = displayName,
            RedirectUris = { portal.RedirectUri },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession, Permissions.GrantTypes.AuthorizationCode,
                Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        if (portal.SignedOutUri is { } signedOut)
            wish.PostLogoutRedirectUris.Add(signedOut);
        var known = await manager.FindByClientIdAsync(portal.ClientId, ct);
        var client = known ?? new Client { Id = Guid.CreateVersion7() };
        await manager.PopulateAsync(client, wish, ct);
        client.IsSample = isSample;
        if (known is null)
            await manager.CreateAsync(client, ct);
        else
            await manager.UpdateAsync(client, ct);
    }
}
