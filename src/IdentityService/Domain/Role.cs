using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Domain;

/// <summary>A role as it stands from one day to another: dated reference data. When the law changes it, a new version begins.</summary>
[Nationwide("Roles are the same in the whole country; the grant of a role names the area.")]
[PersonalData(DataClass.P0)]
public sealed class Role
{
    /// <summary>Code, for example <c>commune-chair</c>.</summary>
    public required string Code { get; init; }

    /// <summary>First day of this version.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day of this version, or null while in force.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Name in Vietnamese.</summary>
    public required string NameVi { get; init; }

    /// <summary>Name in English.</summary>
    public required string NameEn { get; init; }

    /// <summary>Scopes that the role gives, see <see cref="ServiceDefaults.Access.Scopes"/>.</summary>
    public required string[] Scopes { get; init; }

    /// <summary>Areas that a grant of the role may name: <c>nationwide</c>, <c>province</c>, <c>commune</c>, <c>hamlet</c>, <c>household</c>.</summary>
    public string[] AreaLevels { get; init; } = [];

    /// <summary>True when an officer may use the role only after a second factor.</summary>
    public bool NeedsSecondFactor { get; init; }

    /// <summary>Codes of the roles that a holder may grant inside the own area.</summary>
    public string[] Delegates { get; init; } = [];

    /// <summary>Act that gives the role its tasks, where one does.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>H, M or L: how sure the row is.</summary>
    public required string Confidence { get; init; }

    /// <summary>True on the days of this version.</summary>
    public bool IsInForce(DateOnly day) => ValidFrom <= day && (ValidTo is null || ValidTo >= day);
}
