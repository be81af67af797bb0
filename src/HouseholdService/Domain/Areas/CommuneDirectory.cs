using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Areas;

/// <summary>All communes of all dates. A code is asked together with a day, because codes were reused.</summary>
public sealed class CommuneDirectory(IEnumerable<Province> provinces, IEnumerable<Commune> communes)
{
    private readonly ILookup<string, Commune> _communes = communes.ToLookup(commune => commune.Code, StringComparer.Ordinal);
    private readonly ILookup<string, Province> _provinces = provinces.ToLookup(province => province.Code, StringComparer.Ordinal);

    /// <summary>The commune that carries the code on the day, or null.</summary>
    public Commune? On(string code, DateOnly day) => _communes[code].FirstOrDefault(commune => commune.IsValidOn(day));

    /// <summary>The province that carries the code on the day, or null.</summary>
    public Province? ProvinceOn(string code, DateOnly day) =>
        _provinces[code].FirstOrDefault(province => province.ValidFrom <= day && (province.ValidTo is null || day <= province.ValidTo));

    /// <summary>True when some province carries or carried the code.</summary>
    public bool KnowsProvince(string code) => _provinces.Contains(code);

    /// <summary>Communes of a province on the day in order of code.</summary>
    public IEnumerable<Commune> OfProvince(string provinceCode, DateOnly day) => _communes.SelectMany(units => units)
        .Where(commune => commune.ProvinceCode == provinceCode && commune.IsValidOn(day)).OrderBy(commune => commune.Code, StringComparer.Ordinal);

    /// <summary>Provinces on the day in order of code.</summary>
    public IEnumerable<Province> Provinces(DateOnly day) => _provinces.Select(units => ProvinceOn(units.Key, day)).OfType<Province>()
        .OrderBy(province => province.Code, StringComparer.Ordinal);

    /// <summary>The one province in which everything lies that the caller may see, or null when there are several: lets a query open one partition only.</summary>
    public string? OnlyProvinceOf(AreaScope scope, DateOnly day)
    {
        if (scope.IsNationwide || scope.Records.Count > 0)
            return null;
        string? only = null;
        foreach (var province in scope.Provinces.Concat(scope.Communes.Concat(scope.HamletCommunes).Select(code => (On(code, day) ?? _communes[code].MaxBy(commune => commune.ValidFrom))?.ProvinceCode ?? "")))
        {
            if (only is not null && only != province)
                return null;
            only = province;
        }

        return only;
    }
}
