namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>The areas a caller may see and act in, read from the token. It is applied in the query, never after it.</summary>
/// <param name="Provinces">Two-digit province codes of today, each with all its communes.</param>
/// <param name="Communes">Five-digit commune codes of today.</param>
/// <param name="IsNationwide">True for the ministry, and for a service's own consumers and workers.</param>
public sealed record AreaScope(IReadOnlyList<string> Provinces, IReadOnlyList<string> Communes, bool IsNationwide)
{
    /// <summary>Sees nothing: the scope of a caller without areas.</summary>
    public static readonly AreaScope None = new([], [], false);

    /// <summary>Sees everything: used by consumers and workers, which act for no person.</summary>
    public static readonly AreaScope Nationwide = new([], [], true);

    /// <summary>True when the commune of this province is inside the scope.</summary>
    public bool Contains(string provinceCode, string communeCode) =>
        IsNationwide || Provinces.Contains(provinceCode) || Communes.Contains(communeCode);

    /// <summary>True when the whole province is inside the scope.</summary>
    public bool ContainsProvince(string provinceCode) => IsNationwide || Provinces.Contains(provinceCode);
}
