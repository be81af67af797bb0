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

    /// <summary>
    /// Codes of single hamlets (<see cref="HamletCode"/>), for callers who have these instead of their commune. Only a service that keeps rows by hamlet shows them anything; to every
    /// other one they are no area.
    /// </summary>
    public IReadOnlyList<string> Hamlets { get; init; } = [];

    /// <summary>
    /// Keys of records that lie in <see cref="Hamlets"/> now: what hangs from them is found by them. Told by the service that keeps the records, at the beginning of a request; row
    /// security looks for itself.
    /// </summary>
    public IReadOnlyList<Guid> Held { get; init; } = [];

    /// <summary>Communes of <see cref="Hamlets"/>: what is the commune's frame (its reviews, its lists by name) may be read there, the rows of other hamlets not.</summary>
    public IReadOnlyList<string> HamletCommunes => Hamlets.Count == 0 ? [] : [.. Hamlets.Select(HamletCode.CommuneOf).Distinct()];

    /// <summary>The single records as row security reads them: <c>{id,id}</c>, or empty.</summary>
    internal string RecordSetting => Records.Count == 0 ? "" : $"{{{string.Join(',', Records)}}}";

    /// <summary>The scope as row security reads it: <c>{*}</c>, <c>{15,04492}</c>, <c>{044920003}</c>, or empty when nothing may be seen. Whatever is no code is left out.</summary>
    internal string Setting => IsNationwide ? "{*}"
        : Provinces.Count == 0 && Communes.Count == 0 && Hamlets.Count == 0 ? ""
        : $"{{{string.Join(',', Provinces.Concat(Communes).Concat(Hamlets).Where(IsCode))}}}";

    /// <summary>True when the commune of this province is inside the scope.</summary>
    public bool Contains(string provinceCode, string communeCode) =>
        IsNationwide || Provinces.Contains(provinceCode) || Communes.Contains(communeCode);

    /// <summary>True when the commune, or a hamlet of it, is inside the scope: enough to ask for what is the caller's there, not to act for the commune.</summary>
    public bool Touches(string provinceCode, string communeCode) => Contains(provinceCode, communeCode) || Hamlets.Any(code => HamletCode.CommuneOf(code) == communeCode);

    /// <summary>True when the whole province is inside the scope.</summary>
    public bool ContainsProvince(string provinceCode) => IsNationwide || Provinces.Contains(provinceCode);

    // It becomes part of an array as text: digits cannot end an element.
    private static bool IsCode(string text) => text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit);
}
