using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>What the procedure asks of a step: its evidence, and what follows when that or the step itself is missing.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class StepRule
{
    /// <summary>The word for a breach that passes visibly.</summary>
    public const string Mark = "mark";

    /// <summary><c>annual</c>, <c>monthly</c> or <c>both</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Step, see <see cref="CaseStep"/>, in kebab case.</summary>
    public required string Step { get; init; }

    /// <summary>Order on forms.</summary>
    public short Ordinal { get; init; }

    /// <summary>Kinds of evidence of which at least one is needed; empty when none is.</summary>
    public string[] Evidence { get; init; } = [];

    /// <summary><c>refuse</c> or <c>mark</c>.</summary>
    public required string WithoutEvidence { get; init; }

    /// <summary><c>refuse</c> or <c>mark</c>.</summary>
    public required string IfSkipped { get; init; }

    /// <summary>Who acts, for people to read.</summary>
    public string[] Actors { get; init; } = [];

    /// <summary>Vietnamese name.</summary>
    public required string NameVi { get; init; }

    /// <summary>English name.</summary>
    public required string NameEn { get; init; }

    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null while in force.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Number of the act.</summary>
    public string LegalBasis { get; init; } = "";

    /// <summary>H, M or L.</summary>
    public string Confidence { get; init; } = "";
}
