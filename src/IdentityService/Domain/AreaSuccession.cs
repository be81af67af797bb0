using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Domain;

/// <summary>One unit that went into another (sáp nhập, chia tách).</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class AreaSuccession
{
    /// <summary>Code of the commune before.</summary>
    public required string OldCode { get; init; }

    /// <summary>Its province before.</summary>
    public required string OldProvinceCode { get; init; }

    /// <summary>Code of the commune after.</summary>
    public required string NewCode { get; init; }

    /// <summary>Its province after.</summary>
    public required string NewProvinceCode { get; init; }

    /// <summary>First day of the new unit.</summary>
    public DateOnly ChangedOn { get; init; }

    /// <summary>Everybody of the old unit lives in the new one; otherwise somebody has to say who, by hamlets.</summary>
    public bool IsCertain { get; init; }
}
