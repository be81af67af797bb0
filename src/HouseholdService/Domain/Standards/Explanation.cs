using System.Text.Json.Serialization;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>A class and the steps that led to it, readable by an officer and checkable by a program.</summary>
/// <param name="Class">The class; <c>Undetermined</c> when the answers or the standard do not decide it.</param>
/// <param name="StandardCode">Standard that was asked.</param>
/// <param name="AreaType">Urban or rural on the day of the review.</param>
/// <param name="Steps">In order; the last one decided.</param>
[PersonalData(DataClass.P1)]
public sealed record Explanation(PovertyClass Class, string StandardCode, AreaType AreaType, IReadOnlyList<ExplanationStep> Steps);

/// <summary>One step of a computation.</summary>
/// <param name="Rule">Stable code: <c>standard/area/measure/step</c> for a rule of the law, else the name of a remark.</param>
/// <param name="Class">Class of the households that match the rule; null for a remark.</param>
/// <param name="Outcome"><c>Matches</c>, <c>Fails</c>, <c>NotRequested</c> (only for households that asked), <c>CannotTell</c> (something it needs is not known) or <c>Remark</c>.</param>
/// <param name="Comparisons">What was compared with what.</param>
/// <param name="Vi">The step in Vietnamese.</param>
/// <param name="En">The step in English.</param>
/// <param name="LegalSource">Number of the act, or null for a remark.</param>
/// <param name="Confidence">How sure the reference data is of the rule: H, M or L.</param>
[PersonalData(DataClass.P1)]
public sealed record ExplanationStep(
    string Rule, PovertyClass? Class, StepOutcome Outcome, IReadOnlyList<Comparison> Comparisons, string Vi, string En, string? LegalSource, string? Confidence);

/// <summary>One comparison of a step.</summary>
/// <param name="What"><c>Income</c> (đồng per person and month), <c>IncomePoints</c> (points A, B1), <c>Deprivations</c> (missed indicators) or <c>DeprivationPoints</c> (points B, B2).</param>
/// <param name="Value">Value of the household; null when not known.</param>
/// <param name="Relation"><c>&gt;</c> (strict: above), <c>&lt;=</c> (inclusive: up to), or <c>&gt;=</c> (inclusive: or more).</param>
/// <param name="Bound">Value of the law, in the unit of <paramref name="What"/>; null when the act's bound was not found.</param>
/// <param name="Holds">Whether the comparison holds; null when it cannot be told.</param>
public sealed record Comparison(
    ComparedQuantity What,
    [PersonalData(DataClass.P1)] long? Value,
    [PersonalData(DataClass.P1)] string Relation,
    [PersonalData(DataClass.P1)] long? Bound,
    bool? Holds);

/// <summary>What a rule compares.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ComparedQuantity>))]
public enum ComparedQuantity
{
    /// <summary>Income in đồng per person and month.</summary>
    Income,

    /// <summary>Points A (B1).</summary>
    IncomePoints,

    /// <summary>Number of missed indicators.</summary>
    Deprivations,

    /// <summary>Points B (B2).</summary>
    DeprivationPoints,
}

/// <summary>How a step ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepOutcome>))]
public enum StepOutcome
{
    /// <summary>The rule matches and decides.</summary>
    Matches,

    /// <summary>The rule does not match; the next is asked.</summary>
    Fails,

    /// <summary>The rule is only for households that asked for it.</summary>
    NotRequested,

    /// <summary>Something the rule needs is not known; the class stays undetermined.</summary>
    CannotTell,

    /// <summary>Said for information.</summary>
    Remark,
}
