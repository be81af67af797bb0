using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>
/// One line of a standard. Rules are asked in order of <see cref="Step"/>; the first that matches decides. <c>Above</c> is strict (trên), <c>UpTo</c> is inclusive
/// (từ … trở xuống), both counts are inclusive; null is no bound.
/// </summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class StandardRule
{
    /// <summary>The standard.</summary>
    public required string StandardCode { get; init; }

    /// <summary>Rural or urban.</summary>
    public AreaType AreaType { get; init; }

    /// <summary>What is compared.</summary>
    public RuleMeasure Measure { get; init; }

    /// <summary>Order, from 1.</summary>
    public short Step { get; init; }

    /// <summary>Class of households that match.</summary>
    public PovertyClass Class { get; init; }

    /// <summary>Strict lower bound: đồng per person and month, or points A (B1).</summary>
    [PersonalData(DataClass.P0)]
    public long? IncomeAbove { get; init; }

    /// <summary>Inclusive upper bound in the same unit.</summary>
    [PersonalData(DataClass.P0)]
    public long? IncomeUpTo { get; init; }

    /// <summary>Fewest deprivations: indicators, or points B (B2).</summary>
    public int? DeprivationsMin { get; init; }

    /// <summary>Most deprivations in the same unit.</summary>
    public int? DeprivationsMax { get; init; }

    /// <summary>Applies only to farm households that asked for it.</summary>
    public bool OnRequest { get; init; }

    /// <summary>The law's upper bound was not found: a household that would need it stays undetermined.</summary>
    public bool BoundUnknown { get; init; }

    /// <summary>Number of the act.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>H, M or L.</summary>
    public required string Confidence { get; init; }
}

/// <summary>What a rule compares.</summary>
public enum RuleMeasure
{
    /// <summary>Income in đồng per person and month, and the number of missed indicators.</summary>
    Income,

    /// <summary>Points A (B1) and points B (B2) of the scoring form.</summary>
    Points,
}
