using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>A poverty standard (chuẩn nghèo) as the law names it; its lines are <see cref="StandardRule"/>s.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class PovertyStandard
{
    /// <summary>Code, for example <c>2022-2026</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Vietnamese name.</summary>
    public required string NameVi { get; init; }

    /// <summary>English name.</summary>
    public required string NameEn { get; init; }

    /// <summary>Set of <see cref="DeprivationIndicator"/>s, or null for income only.</summary>
    public string? IndicatorSet { get; init; }

    /// <summary>Points that one missed indicator counts on form B, or null when no scoring is known.</summary>
    public short? PointsPerDeprivation { get; init; }
}
