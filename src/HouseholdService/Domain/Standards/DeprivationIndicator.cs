using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>One indicator of basic services (chỉ số thiếu hụt) of a period.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class DeprivationIndicator
{
    /// <summary>Set of the period, for example <c>2022</c>.</summary>
    public required string IndicatorSet { get; init; }

    /// <summary>Code, for example <c>22-01</c>; unique over all sets.</summary>
    public required string Code { get; init; }

    /// <summary>Order on the form, from 1.</summary>
    public short Ordinal { get; init; }

    /// <summary>Code of the dimension.</summary>
    public required string DimensionCode { get; init; }

    /// <summary>Dimension in Vietnamese.</summary>
    public required string DimensionVi { get; init; }

    /// <summary>Dimension in English.</summary>
    public required string DimensionEn { get; init; }

    /// <summary>Name in Vietnamese.</summary>
    public required string NameVi { get; init; }

    /// <summary>Name in English.</summary>
    public required string NameEn { get; init; }

    /// <summary>When a household misses it, in Vietnamese.</summary>
    public string RuleVi { get; init; } = "";

    /// <summary>When a household misses it, in English.</summary>
    public string RuleEn { get; init; } = "";

    /// <summary>Points on form B, or null when not known.</summary>
    public short? Points { get; init; }

    /// <summary>Number of the act.</summary>
    public string LegalBasis { get; init; } = "";

    /// <summary>H, M or L.</summary>
    public required string Confidence { get; init; }
}
