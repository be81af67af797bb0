using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Areas;

/// <summary>A district of the time before July 2025; closed, for old reports only.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class District
{
    /// <summary>Three-digit code.</summary>
    public required string Code { get; init; }

    /// <summary>First day; <see cref="DateOnly.MinValue"/> when not known.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Full name.</summary>
    public required string Name { get; init; }

    /// <summary>English name.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>huyện, quận, thị xã or thành phố.</summary>
    public required string Type { get; init; }

    /// <summary>Province of that time.</summary>
    public required string ProvinceCode { get; init; }
}
