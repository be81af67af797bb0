using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;

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

    /// <summary>Standard in force.</summary>
    public required string StandardCode { get; init; }

    /// <summary>Points that one missed indicator counts, or null when the standard has no scoring.</summary>
    public required int? PointsPerDeprivation { get; init; }

    /// <summary>Ethnic groups.</summary>
    public required CodeWords EthnicGroups { get; init; }

    /// <summary>Relations to the head.</summary>
    public required CodeWords Relations { get; init; }

    /// <summary>Causes of poverty, also those that have no column of their own.</summary>
    public required CodeWords Causes { get; init; }

    /// <summary>Computes the class of answers; the registry's own classification.</summary>
    public required Func<ReviewAnswers, PovertyClass> Classify { get; init; }
}

/// <summary>What decides a class, apart from the area.</summary>
/// <param name="IncomeVnd">Income per person and month.</param>
/// <param name="IncomePoints">Points A (B1).</param>
/// <param name="DeprivationPoints">Points B (B2).</param>
/// <param name="Deprivations">Number of missed indicators, or null when not answered.</param>
/// <param name="RequestsAverageLiving">Asked to be recognised as of average living.</param>
public readonly record struct ReviewAnswers(long? IncomeVnd, int? IncomePoints, int? DeprivationPoints, int? Deprivations, bool RequestsAverageLiving);
