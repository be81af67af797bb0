using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Domain;

/// <summary>The body that holds a role of the State from one day to another: the lead of the programme moved ministries in 2025, its grants of before did not.</summary>
[Nationwide("Reference data.")]
[PersonalData(DataClass.P0)]
public sealed class RoleBody
{
    /// <summary>Code of the role.</summary>
    public required string Role { get; init; }

    /// <summary>Name of the body in Vietnamese.</summary>
    public required string BodyVi { get; init; }

    /// <summary>Name of the body in English.</summary>
    public required string BodyEn { get; init; }

    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null today.</summary>
    public DateOnly? ValidTo { get; set; }

    /// <summary>Act that gave it to the body, where one is known.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>H, M or L: how sure the row is.</summary>
    public required string Confidence { get; init; }
}
