using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>A client assertion that was presented once and must not be taken again while it would still be alive.</summary>
[Nationwide("Belongs to a client, not to an area.")]
[PersonalData(DataClass.P1)]
public sealed class UsedAssertion
{
    /// <summary>Client id of the assertion.</summary>
    public required string ClientId { get; init; }

    /// <summary>Its <c>jti</c>.</summary>
    public required string TokenId { get; init; }

    /// <summary>When it ends; the row may go some minutes later.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
