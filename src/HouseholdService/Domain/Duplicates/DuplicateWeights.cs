using System.Collections.Frozen;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Duplicates;

/// <summary>A dated weight: what an agreement or a contradiction counts.</summary>
[Nationwide("Reference data.")]
[PersonalData(DataClass.P0)]
public sealed class DuplicateWeight
{
    /// <summary>What agrees or contradicts.</summary>
    public required string Code { get; init; }

    /// <summary>Points, −1000 to 1000.</summary>
    public int Points { get; init; }

    /// <summary>Vietnamese name.</summary>
    public required string NameVi { get; init; }

    /// <summary>English name.</summary>
    public required string NameEn { get; init; }

    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null while in force.</summary>
    public DateOnly? ValidTo { get; init; }
}

/// <summary>The weights of one day.</summary>
public sealed class DuplicateWeights
{
    public const string NameEqual = "name-equal";
    public const string NameReordered = "name-reordered";
    public const string NameShortened = "name-shortened";
    public const string NameMisspelled = "name-misspelled";
    public const string BirthEqual = "birth-equal";
    public const string BirthSwapped = "birth-swapped";
    public const string BirthYearEqual = "birth-year-equal";
    public const string BirthClose = "birth-close";
    public const string BirthMisread = "birth-misread";
    public const string BirthSameYear = "birth-same-year";
    public const string BirthNearYear = "birth-near-year";
    public const string BirthUnknown = "birth-unknown";
    public const string BirthDiffers = "birth-differs";
    public const string SexEqual = "sex-equal";
    public const string SexDiffers = "sex-differs";
    public const string IdentityEqual = "identity-equal";
    public const string IdentityDiffers = "identity-differs";
    public const string HamletEqual = "hamlet-equal";
    public const string CommuneEqual = "commune-equal";
    public const string FurtherPerson = "further-person";
    public const string Threshold = "threshold";

    private static readonly string[] Needed =
    [
        NameEqual, NameReordered, NameShortened, NameMisspelled, BirthEqual, BirthSwapped, BirthYearEqual, BirthClose, BirthMisread, BirthSameYear, BirthNearYear, BirthUnknown,
        BirthDiffers, SexEqual, SexDiffers, IdentityEqual, IdentityDiffers, HamletEqual, CommuneEqual, FurtherPerson, Threshold,
    ];

    private readonly FrozenDictionary<string, int> _points;

    /// <summary>Chooses those in force on a day.</summary>
    /// <exception cref="InvalidDataException">One is missing.</exception>
    public DuplicateWeights(IEnumerable<DuplicateWeight> all, DateOnly day)
    {
        _points = all.Where(row => row.ValidFrom <= day && !(row.ValidTo < day)).ToFrozenDictionary(row => row.Code, row => row.Points, StringComparer.Ordinal);
        if (Array.Find(Needed, code => !_points.ContainsKey(code)) is { } missing)
            throw new InvalidDataException($"reference/duplicates/weights.csv has no {missing} on {day:yyyy-MM-dd}.");
        BestName = Best(NameEqual, NameReordered, NameShortened, NameMisspelled);
        BestWithOtherNumbers = BestName + _points[IdentityDiffers] + Best(SexEqual, SexDiffers) + Best(HamletEqual, CommuneEqual)
            + Best(BirthEqual, BirthSwapped, BirthYearEqual, BirthClose, BirthMisread, BirthSameYear, BirthNearYear, BirthUnknown, BirthDiffers);

        int Best(params ReadOnlySpan<string> codes)
        {
            var best = 0;
            foreach (var code in codes)
                best = Math.Max(best, _points[code]);
            return best;
        }
    }

    /// <summary>The most that names can bring, and no less than nothing: an equal number needs no name.</summary>
    public int BestName { get; }

    /// <summary>The most that two people can bring whose identity numbers are of one kind and differ.</summary>
    public int BestWithOtherNumbers { get; }

    /// <summary>Points of a code.</summary>
    public int this[string code] => _points[code];
}
