using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>A public key of a machine partner with its dates.</summary>
[Nationwide("Belongs to a client, not to an area.")]
[PersonalData(DataClass.P1)]
public sealed class ClientKey
{
    /// <summary>Client that signs with it.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>RFC 7638 thumbprint; the <c>kid</c> of assertions.</summary>
    public required string KeyId { get; init; }

    /// <summary>The public key as a JWK.</summary>
    public required string Jwk { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Who registered it.</summary>
    public required string RegisteredBy { get; init; }

    /// <summary>Last day on which assertions with it are taken.</summary>
    public required DateOnly ExpiresOn { get; init; }

    /// <summary>When it was taken out of use.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}
