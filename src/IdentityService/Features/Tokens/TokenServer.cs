using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PovertyPlatform.IdentityService.Features.Tokens;

/// <summary>The authorization server: what it speaks, how long its tokens live, and which proofs it takes.</summary>
internal static class TokenServer
{
    public static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(1);

    public static IHostApplicationBuilder AddTokenServer(this IHostApplicationBuilder builder)
    {
        builder.Services.ConfigureOptions<IdentityOptionsRules>();
        builder.Services.AddOptions<IdentityOptions>().ValidateOnStart();
        builder.Services.AddSingleton<FailedAttempts>();
        builder.Services.AddSingleton<SigningKeys>();
        builder.Services.AddHttpClient(TokenOptions.KeysClient).ConfigurePrimaryHttpMessageHandler(services => new OwnKeys(services.GetRequiredService<SigningKeys>()));
        builder.Services.AddOptions<OpenIddictServerOptions>().ValidateOnStart().Configure<IOptions<TokenOptions>, SigningKeys, StorageKeys>((server, tokens, keys, storage) =>
        {
            foreach (var key in keys.Load())
                server.SigningCredentials.Add(new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256));
            server.Issuer = new Uri(tokens.Value.Issuer);
            // Codes and refresh tokens are encrypted: nobody but an instance of this service reads them.
            foreach (var key in storage.KeysFor("token-encryption"))
                server.EncryptionCredentials.Add(new EncryptingCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
            server.CodeChallengeMethods.Clear();
            server.CodeChallengeMethods.Add(CodeChallengeMethods.Sha256);
        }).PostConfigure<IOptions<IdentityOptions>>((server, identity) =>
        {
            if (!identity.Value.SampleClients)
                server.ClientAuthenticationMethods.IntersectWith([ClientAuthenticationMethods.PrivateKeyJwt]);
        });
        builder.Services.AddOptions<OpenIddictServerAspNetCoreOptions>().Configure<IOptions<IdentityOptions>>((server, identity) =>
            server.DisableTransportSecurityRequirement = identity.Value.AllowPlainHttp);
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDb>()
                .ReplaceDefaultEntities<Client, ClientAuthorization, ClientScope, ClientToken, Guid>())
            .AddServer(server =>
            {
                server.SetTokenEndpointUris("/connect/token").SetJsonWebKeySetEndpointUris("/.well-known/jwks").SetConfigurationEndpointUris("/.well-known/openid-configuration");
                server.SetAuthorizationEndpointUris("/connect/authorize").SetEndSessionEndpointUris("/connect/logout");
                server.AllowClientCredentialsFlow().AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow();
                server.SetAccessTokenLifetime(TokenLife).DisableAccessTokenEncryption();
                // Each refresh token is taken once, at once: a second use is a theft or a fault, and ends the chain either way.
                server.SetAuthorizationCodeLifetime(CodeLife).SetRefreshTokenLifetime(OfficerSession.LongestSilence).SetRefreshTokenReuseLeeway(TimeSpan.Zero);
                // Scopes follow from dated roles and not from permissions copied onto each client.
                server.IgnoreScopePermissions().IgnoreResourcePermissions().RegisterResources([.. OneService.Resources]).RegisterScopes([.. ServiceDefaults.Access.Scopes.All]);
                server.AddEventHandler(ReadForm.Descriptor);
                server.AddEventHandler(IdentifyClient.Descriptor);
                server.AddEventHandler(CheckAssertion.Descriptor);
                server.AddEventHandler(TokenAnswer.Descriptor);
                server.AddEventHandler(TranslateRefusal.Descriptor);
                server.AddEventHandler(PublicAddress.Descriptor);
                server.AddEventHandler(SkipAccessTokenEntry.Descriptor);
                server.UseAspNetCore().EnableTokenEndpointPassthrough().EnableAuthorizationEndpointPassthrough().EnableEndSessionEndpointPassthrough();
            });
        return builder;
    }
}
