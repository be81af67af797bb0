using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>When a standard is in force, and by which act; a prolonged standard has several.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class StandardPeriod
{
    /// <summary>The standard.</summary>
    public required string StandardCode { get; init; }

    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly ValidTo { get; init; }

    /// <summary>Number of the act.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>H, M or L.</summary>
    public required string Confidence { get; init; }
}
