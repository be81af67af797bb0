using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Areas;

/// <summary>A province (tỉnh, thành phố) as it was from one date to another. Codes were reused in 2025: the code means nothing without a date.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class Province
{
    /// <summary>Two-digit code.</summary>
    public required string Code { get; init; }

    /// <summary>First day; <see cref="DateOnly.MinValue"/> when not known.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null while in force.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Full name.</summary>
    public required string Name { get; init; }

    /// <summary>English name.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>tỉnh or thành phố trực thuộc trung ương.</summary>
    public required string Type { get; init; }

    /// <summary>Number of the act.</summary>
    public string LegalBasis { get; init; } = "";

    /// <summary>H, M or L.</summary>
    public string Confidence { get; init; } = "";
}
