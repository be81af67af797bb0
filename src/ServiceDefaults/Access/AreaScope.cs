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

    /// <summary>
    /// Single records outside these areas that may be read, never changed: the registry decides which, from what was granted or opened. Other services know none.
    /// </summary>
    public IReadOnlyList<Guid> Records { get; init; } = [];

    /// <summary>The single records as row security reads them: <c>{id,id}</c>, or empty.</summary>
    internal string RecordSetting => Records.Count == 0 ? "" : $"{{{string.Join(',', Records)}}}";

    /// <summary>The scope as row security reads it: <c>{*}</c>, <c>{15,04492}</c>, or empty when nothing may be seen. Whatever is no code is left out.</summary>
    internal string Setting => IsNationwide ? "{*}"
        : Provinces.Count == 0 && Communes.Count == 0 ? ""
        : $"{{{string.Join(',', Provinces.Concat(Communes).Where(IsCode))}}}";

    /// <summary>True when the commune of this province is inside the scope.</summary>
    public bool Contains(string provinceCode, string communeCode) =>
        IsNationwide || Provinces.Contains(provinceCode) || Communes.Contains(communeCode);

    /// <summary>True when the whole province is inside the scope.</summary>
    public bool ContainsProvince(string provinceCode) => IsNationwide || Provinces.Contains(provinceCode);

    // It becomes part of an array as text: digits cannot end an element.
    private static bool IsCode(string text) => text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit);
}
