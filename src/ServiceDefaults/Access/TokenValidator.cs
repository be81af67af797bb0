using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>
/// Checks signature (ES256, PS256 or RS256 of the issuer's published keys), issuer, audience and life time of a token. Results are kept until the token
/// expires, so that the price of a signature is paid once per token and not once per call.
/// </summary>
public sealed class TokenValidator : IDisposable
{
    private const int LongestToken = 8 * 1024;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 20_000 });
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _keys;
    private readonly TokenOptions _options;
    private readonly TimeProvider _clock;

    /// <summary>Creates the validator; keys are fetched at the first token and again when an unknown key id appears.</summary>
    public TokenValidator(IOptions<TokenOptions> options, IHttpClientFactory http, TimeProvider clock)
    {
        _options = options.Value;
        _clock = clock;
        _keys = new ConfigurationManager<OpenIdConnectConfiguration>(
            _options.KeysUrl, new KeySetRetriever(_options.Issuer), new HttpDocumentRetriever(http.CreateClient("keys")) { RequireHttps = false })
        {
            RefreshInterval = TimeSpan.FromSeconds(30),
        };
    }

    /// <summary>The identity in a valid token, or null for any other string.</summary>
    /// <exception cref="InvalidOperationException">The issuer's keys could not be fetched; answered as 503.</exception>
    public async ValueTask<ClaimsIdentity?> Validate(string token, CancellationToken ct)
    {
        if (token.Length is 0 or > LongestToken)
            return null;
        if (_known.TryGetValue(token, out ClaimsIdentity? identity))
            return identity;

        var keys = await _keys.GetConfigurationAsync(ct);
        var result = await _handler.ValidateTokenAsync(token, Parameters(keys));
        if (!result.IsValid && result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            _keys.RequestRefresh();
            keys = await _keys.GetConfigurationAsync(ct);
            result = await _handler.ValidateTokenAsync(token, Parameters(keys));
        }

        if (!result.IsValid)
            return null;
        _known.Set(token, result.ClaimsIdentity, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpiration = result.SecurityToken.ValidTo });
        return result.ClaimsIdentity;
    }

    /// <inheritdoc />
    public void Dispose() => _known.Dispose();

    private TokenValidationParameters Parameters(OpenIdConnectConfiguration keys) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSha256],
        ValidTypes = ["at+jwt"],
        ValidIssuer = _options.Issuer,
        IssuerSigningKeys = keys.SigningKeys,
        ValidateAudience = _options.Audience is not null,
        ValidAudience = _options.Audience,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ClockSkew = TimeSpan.FromSeconds(10),
        LifetimeValidator = (from, to, _, parameters) =>
            _clock.GetUtcNow().UtcDateTime is var now && to is not null && now <= to.Value + parameters.ClockSkew
            && (from is null || now >= from.Value - parameters.ClockSkew),
        NameClaimType = "sub",
        RoleClaimType = "role",
    };

    private sealed class KeySetRetriever(string issuer) : IConfigurationRetriever<OpenIdConnectConfiguration>
    {
        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(string address, IDocumentRetriever retriever, CancellationToken cancel)
        {
            var set = new JsonWebKeySet(await retriever.GetDocumentAsync(address, cancel));
            var configuration = new OpenIdConnectConfiguration { Issuer = issuer, JsonWebKeySet = set };
            foreach (var key in set.GetSigningKeys())
                configuration.SigningKeys.Add(key);
            return configuration;
        }
    }
}
