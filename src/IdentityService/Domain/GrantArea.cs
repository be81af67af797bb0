namespace PovertyPlatform.IdentityService.Domain;

/// <summary>Where a role holds: the whole country, a province with its communes, a commune, or single hamlets of a commune.</summary>
/// <param name="Nationwide">True for the whole country.</param>
/// <param name="ProvinceCode">The province, also of a commune.</param>
/// <param name="CommuneCode">The commune, or null for a whole province.</param>
/// <param name="OfHouseholds">Only single households of the commune.</param>
/// <param name="Hamlets">Only these hamlets of the commune: codes in order, with a space between; empty for all of it.</param>
public sealed record GrantArea(bool Nationwide, string? ProvinceCode, string? CommuneCode, bool OfHouseholds = false, string Hamlets = "")
{
    /// <summary><c>nationwide</c>, <c>province</c>, <c>commune</c>, <c>hamlet</c> or <c>household</c>, as roles name it.</summary>
    public string Level => OfHouseholds ? "household" : OfHamlets ? "hamlet" : Nationwide ? "nationwide" : CommuneCode is null ? "province" : "commune";

    /// <summary>True for single hamlets.</summary>
    public bool OfHamlets => Hamlets.Length > 0;

    private string[] Codes => Hamlets.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>True when every place of the other area lies in this one.</summary>
    public bool Contains(GrantArea other) => (Nationwide
        || (!other.Nationwide && ProvinceCode == other.ProvinceCode && (CommuneCode is null || CommuneCode == other.CommuneCode)))
        && (!OfHouseholds || other.OfHouseholds)
        && (!OfHamlets || (other.OfHamlets && other.Codes.All(Codes.Contains)));

    /// <summary>True when the two have a place in common.</summary>
    public bool Meets(GrantArea other) => Contains(other) || other.Contains(this) || Codes.Intersect(other.Codes).Any();
}
