using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>A code for the day on which the officer's telephone is lost; used once.</summary>
[Nationwide("Belongs to an account, not to an area.")]
[PersonalData(DataClass.P1)]
public sealed class RecoveryCode
{
    /// <summary>Account that it opens.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Mark of the code.</summary>
    public required byte[] CodeHash { get; init; }

    /// <summary>When it was used.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>An account at an outside provider that stands for an account here.</summary>
[Nationwide("Belongs to an account, not to an area.")]
[PersonalData(DataClass.P1)]
public sealed class ExternalLogin
{
    /// <summary>Issuer of the outside provider.</summary>
    public required string Issuer { get; init; }

    /// <summary>Its <c>sub</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Account here.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>When the two were linked.</summary>
    public required DateTimeOffset LinkedAt { get; init; }

    /// <summary>Who linked them.</summary>
    public required string LinkedBy { get; init; }
}

/// <summary>A wish to take away an account's second factor; another administrator decides.</summary>
[Nationwide("Belongs to an account, not to an area.")]
[PersonalData(DataClass.P1)]
public sealed class SecondFactorReset
{
    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Account concerned.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Why, without personal data.</summary>
    public required string Reason { get; init; }

    /// <summary>Who asked.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Who agreed.</summary>
    public string? DecidedBy { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset? DecidedAt { get; set; }
}

/// <summary>A commune or province on the days of its province.</summary>
[Nationwide("Reference data.")]
[PersonalData(DataClass.P1)]
public sealed class Area
{
    /// <summary>Code of the commune, or of the province itself.</summary>
    public required string Code { get; init; }

    /// <summary>Its province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null today.</summary>
    public DateOnly? ValidTo { get; init; }
}
