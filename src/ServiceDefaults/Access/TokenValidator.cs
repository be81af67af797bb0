using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>
/// Checks signature (ES256 or PS256 of the issuer's published keys), type, issuer, audience and life time of a token. Results are kept until the token
/// expires, so that the price of a signature is paid once per token and not once per call.
/// </summary>
public sealed class TokenValidator
{
    private const int LongestToken = 8 * 1024;
    private const int LongestKeyId = 200;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(10);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };
    private readonly KnownTokens _known;
    private readonly IssuerKeys _keys;
    private readonly TokenOptions _options;
    private readonly TimeProvider _clock;

    /// <summary>Creates the validator; keys are fetched at the first token and again when an unknown key id appears.</summary>
    public TokenValidator(IOptions<TokenOptions> options, IHttpClientFactory http, TimeProvider clock)
    {
        _options = options.Value;
        _clock = clock;
        _known = new KnownTokens(clock);
        _keys = new IssuerKeys(options, http, clock);
    }

    /// <summary>The caller named by a valid token, or null for any other string. A token seen before costs one lookup.</summary>
    /// <exception cref="HttpRequestException">The issuer's keys could not be fetched; answered as 503.</exception>
    public ValueTask<ClaimsPrincipal?> Validate(ReadOnlySpan<char> token, CancellationToken ct)
    {
        if (token.Length is 0 or > LongestToken)
            return ValueTask.FromResult<ClaimsPrincipal?>(null);
        return _known.Find(token) is { } principal ? ValueTask.FromResult<ClaimsPrincipal?>(principal) : ValidateNew(token.ToString(), ct);
    }

    private async ValueTask<ClaimsPrincipal?> ValidateNew(string token, CancellationToken ct)
    {
        if (Read(token) is not { Kid: { Length: > 0 and <= LongestKeyId } keyId } read || await _keys.Find(keyId, ct) is not { } key)
            return null;
        var result = await _handler.ValidateTokenAsync(read, Parameters(key));
        if (!result.IsValid)
            return null;
        var principal = new ClaimsPrincipal(new CallerIdentity(result.ClaimsIdentity));
        _known.Add(token, principal, new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero));
        return principal;
    }

    private JsonWebToken? Read(string token)
    {
        try
        {
            return _handler.CanReadToken(token) ? _handler.ReadJsonWebToken(token) : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or SecurityTokenException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private TokenValidationParameters Parameters(SecurityKey key) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
        ValidTypes = ["at+jwt"],
        ValidIssuer = _options.Issuer,
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = false,
        ValidateAudience = _options.Audience is not null,
        ValidAudience = _options.Audience,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ClockSkew = Skew,
        LifetimeValidator = (from, to, _, parameters) =>
            _clock.GetUtcNow().UtcDateTime is var now && to is not null && now <= to.Value + parameters.ClockSkew
            && (from is null || now >= from.Value - parameters.ClockSkew),
        NameClaimType = "sub",
        RoleClaimType = "role",
    };
}
