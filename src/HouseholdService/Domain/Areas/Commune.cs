using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Areas;

/// <summary>A commune (xã, phường, thị trấn, đặc khu) as it was from one date to another. Its type decides urban or rural, and with it the poverty line.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class Commune
{
    /// <summary>Five-digit code.</summary>
    public required string Code { get; init; }

    /// <summary>First day; <see cref="DateOnly.MinValue"/> when not known.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null while in force.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Full name.</summary>
    public required string Name { get; init; }

    /// <summary>English name.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>xã, phường, thị trấn or đặc khu.</summary>
    public required string Type { get; init; }

    /// <summary>Urban or rural.</summary>
    public AreaType AreaType { get; init; }

    /// <summary>Province of that time.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>District of that time, before July 2025.</summary>
    public string? DistrictCode { get; init; }

    /// <summary>Number of the act.</summary>
    public string LegalBasis { get; init; } = "";

    /// <summary>H, M or L.</summary>
    public string Confidence { get; init; } = "";

    /// <summary>True when the unit exists on the day.</summary>
    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}
