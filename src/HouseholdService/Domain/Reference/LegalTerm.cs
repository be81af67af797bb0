using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Reference;

/// <summary>A single figure of the law with its dates.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class LegalTerm
{
    /// <summary>Months during which a household counts as newly escaped.</summary>
    public const string NewlyEscapedMonths = "newly-escaped-months";

    /// <summary>First day of the annual review as month × 100 + day.</summary>
    public const string AnnualReviewFirstDay = "annual-review-first-day";

    /// <summary>Last day of the annual review as month × 100 + day.</summary>
    public const string AnnualReviewLastDay = "annual-review-last-day";

    /// <summary>Hours for which a household outside the own areas is opened.</summary>
    public const string OpeningHours = "household-opening-hours";

    /// <summary>Least characters of the reason for opening one.</summary>
    public const string OpeningReasonLength = "household-opening-reason-length";

    /// <summary>What the figure is.</summary>
    public required string Code { get; init; }

    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null while in force.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The figure.</summary>
    public int Value { get; init; }

    /// <summary>Vietnamese name.</summary>
    public required string NameVi { get; init; }

    /// <summary>English name.</summary>
    public required string NameEn { get; init; }

    /// <summary>Number of the act.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>H, M or L.</summary>
    public required string Confidence { get; init; }
}
