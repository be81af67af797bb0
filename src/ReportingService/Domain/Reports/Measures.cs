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

    private static readonly PovertyClass[] Moving = [PovertyClass.Poor, PovertyClass.NearPoor];

    /// <summary>Every measure there is. Measures of movements have no unit: reports show them on a line for households and one for persons.</summary>
    public static readonly IReadOnlySet<string> All = Names.Keys.SelectMany(key => new[] { Households(key), Persons(key) })
        .Concat([ResidentHouseholds, ResidentPersons]).Concat(Moving.SelectMany(key => Reports.Movement.Columns.Select(column => Movement(key, column)))).ToHashSet(StringComparer.Ordinal);

    /// <summary>Households of a class.</summary>
    public static string Households(PovertyClass poverty) => $"{Names[poverty]}.households";

    /// <summary>Persons of a class.</summary>
    public static string Persons(PovertyClass poverty) => $"{Names[poverty]}.persons";

    /// <summary>A column of the movement of a class, see <see cref="Reports.Movement"/>.</summary>
    public static string Movement(PovertyClass poverty, string column) => $"{Names[poverty]}.{column}";

    /// <summary>True for a column of a movement.</summary>
    public static bool IsMovement(string? measure) => measure is not null && Array.Exists(Moving, key => measure.StartsWith($"{Names[key]}.", StringComparison.Ordinal) && Reports.Movement.Columns.Contains(measure[(Names[key].Length + 1)..]));

    /// <summary>True when reports count the class.</summary>
    public static bool Counts(PovertyClass poverty) => Names.ContainsKey(poverty);
}
