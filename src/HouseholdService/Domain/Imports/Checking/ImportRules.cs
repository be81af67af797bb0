using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>Everything that decides how a list is understood: what the upload says, reference data of that day, and the standard in force.</summary>
public sealed record ImportRules
{
    /// <summary>Year whose list the review serves.</summary>
    public required int Year { get; init; }

    /// <summary>Date of the review where a household states none.</summary>
    public required DateOnly ReviewedOn { get; init; }

    /// <summary>Today in Viet Nam; nothing is reviewed later.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Columns of the year.</summary>
    public required ColumnCatalogue Columns { get; init; }

    /// <summary>Standard that judges the year.</summary>
    public required Standard Standard { get; init; }

    /// <summary>Urban or rural on the day of the review.</summary>
    public required AreaType AreaType { get; init; }

    /// <summary>Ethnic groups.</summary>
    public required CodeWords EthnicGroups { get; init; }

    /// <summary>Relations to the head.</summary>
    public required CodeWords Relations { get; init; }

    /// <summary>Causes of poverty, also those that have no column of their own.</summary>
    public required CodeWords Causes { get; init; }

    /// <summary>What members are, by code or word.</summary>
    public required CodeWords Facts { get; init; }

    /// <summary>Codes of what members are; a draft notes them by their place here.</summary>
    public required IReadOnlyList<string> FactCodes { get; init; }

    /// <summary>The sender may record what people are and live on; otherwise the list's columns for it are left out, and that is told.</summary>
    public bool TakesFacts { get; init; } = true;

    /// <summary>Causes that judge a person: recorded apart, with a reason and authority, never by a list.</summary>
    public IReadOnlySet<string> JudgingCauses { get; init; } = new HashSet<string>();
}
