using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Domain;

/// <summary>Two roles that nobody holds in the same area at the same time: dated reference data.</summary>
[Nationwide("Roles are the same in the whole country.")]
[PersonalData(DataClass.P0)]
public sealed class IncompatibleRole
{
    /// <summary>One role.</summary>
    public required string Role { get; init; }

    /// <summary>The other.</summary>
    public required string OtherRole { get; init; }

    /// <summary>Why, in Vietnamese.</summary>
    public required string ReasonVi { get; init; }

    /// <summary>Why, in English.</summary>
    public required string ReasonEn { get; init; }

    /// <summary>First day of the rule.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null while in force.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Act behind the rule, where there is one.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>H, M or L: how sure the row is.</summary>
    public required string Confidence { get; init; }

    /// <summary>True for the pair in either order.</summary>
    public bool Separates(string one, string other) => (Role == one && OtherRole == other) || (Role == other && OtherRole == one);
}
