using System.Diagnostics.CodeAnalysis;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>Outcome of a step: what was taken, or why it was not.</summary>
public readonly struct Move
{
    private Move(CaseStepTaken? taken, Refusal? refusal) => (Taken, Refusal) = (taken, refusal);

    /// <summary>The step to keep.</summary>
    public CaseStepTaken? Taken { get; }

    /// <summary>Why nothing changed.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when nothing changed.</summary>
    [MemberNotNullWhen(true, nameof(Refusal))]
    [MemberNotNullWhen(false, nameof(Taken))]
    public bool IsRefused => Refusal is not null;

    /// <summary>A step taken.</summary>
    public static Move Of(CaseStepTaken taken) => new(taken, null);

    /// <summary>A step refused.</summary>
    public static Move Of(Refusal refusal) => new(null, refusal);

    /// <summary>A refusal is a move that was not made.</summary>
    public static implicit operator Move(Refusal refusal) => Of(refusal);

    /// <summary>A step is a move.</summary>
    public static implicit operator Move(CaseStepTaken taken) => Of(taken);
}
