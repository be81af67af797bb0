namespace PovertyPlatform.IdentityService.Domain;

/// <summary>Where a role holds: the whole country, a province with its communes, or a commune.</summary>
/// <param name="Nationwide">True for the whole country.</param>
/// <param name="ProvinceCode">The province, also of a commune.</param>
/// <param name="CommuneCode">The commune, or null for a whole province.</param>
/// <param name="OfHouseholds">Only single households of the commune.</param>
public sealed record GrantArea(bool Nationwide, string? ProvinceCode, string? CommuneCode, bool OfHouseholds = false)
{
    /// <summary><c>nationwide</c>, <c>province</c>, <c>commune</c> or <c>household</c>, as roles name it.</summary>
    public string Level => OfHouseholds ? "household" : Nationwide ? "nationwide" : CommuneCode is null ? "province" : "commune";

    /// <summary>True when every place of the other area lies in this one.</summary>
    public bool Contains(GrantArea other) => (Nationwide
        || (!other.Nationwide && ProvinceCode == other.ProvinceCode && (CommuneCode is null || CommuneCode == other.CommuneCode)))
        && (!OfHouseholds || other.OfHouseholds);

    /// <summary>True when the two have a place in common.</summary>
    public bool Meets(GrantArea other) => Contains(other) || other.Contains(this);
}
