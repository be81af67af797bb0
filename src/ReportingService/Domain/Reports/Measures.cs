using PovertyPlatform.Contracts;

namespace PovertyPlatform.ReportingService.Domain.Reports;

/// <summary>Names of the figures that a report layout may refer to.</summary>
public static class Measures
{
    /// <summary>All resident households of the area: the denominator.</summary>
    public const string ResidentHouseholds = "residents.households";

    /// <summary>All resident persons of the area.</summary>
    public const string ResidentPersons = "residents.persons";

    private static readonly Dictionary<PovertyClass, string> Names = new()
    {
        [PovertyClass.Poor] = "poor",
        [PovertyClass.NearPoor] = "near_poor",
        [PovertyClass.AverageLiving] = "average_living",
        [PovertyClass.NotPoor] = "not_poor",
    };

    /// <summary>Every measure there is.</summary>
    public static readonly IReadOnlySet<string> All = Names.Keys.SelectMany(key => new[] { Households(key), Persons(key) })
        .Concat([ResidentHouseholds, ResidentPersons]).ToHashSet(StringComparer.Ordinal);

    /// <summary>Households of a class.</summary>
    public static string Households(PovertyClass poverty) => $"{Names[poverty]}.households";

    /// <summary>Persons of a class.</summary>
    public static string Persons(PovertyClass poverty) => $"{Names[poverty]}.persons";

    /// <summary>True when reports count the class.</summary>
    public static bool Counts(PovertyClass poverty) => Names.ContainsKey(poverty);
}
