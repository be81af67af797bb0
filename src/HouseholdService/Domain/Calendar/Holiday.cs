using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Calendar;

/// <summary>A day that is not what its weekday says: a public holiday, or a weekend day that is worked.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class Holiday
{
    /// <summary>Kind of a weekend day that is worked instead of another.</summary>
    public const string WorkingDay = "working-day";

    /// <summary>The day.</summary>
    public DateOnly Day { get; init; }

    /// <summary><c>holiday</c> or <c>working-day</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Vietnamese name.</summary>
    public required string NameVi { get; init; }

    /// <summary>English name.</summary>
    public required string NameEn { get; init; }

    /// <summary>Number of the act.</summary>
    public string LegalBasis { get; init; } = "";

    /// <summary>H, M or L.</summary>
    public string Confidence { get; init; } = "";
}
