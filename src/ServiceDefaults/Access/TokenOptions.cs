using System.ComponentModel.DataAnnotations;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>Whose tokens this service trusts (configuration section <c>Tokens</c>).</summary>
public sealed class TokenOptions
{
    /// <summary>Name of the HTTP client that fetches the issuer's keys.</summary>
    public const string KeysClient = "keys";

    /// <summary>The issuer written in every token; a name, not necessarily reachable.</summary>
    [Required]
    public string Issuer { get; set; } = "https://identity.povertyplatform.example/";

    /// <summary>Where the issuer's public keys (JWKS) are fetched; a service-discovery name is allowed. By https where <c>Transport:Authorities</c> is configured and nothing else is said.</summary>
    [Required]
    public string KeysUrl { get; set; } = PlainKeys;

    internal const string PlainKeys = "http://identity/.well-known/jwks";

    /// <summary>Audience this service answers to; null accepts the audience of any service (the gateway).</summary>
    public string? Audience { get; set; }
}
