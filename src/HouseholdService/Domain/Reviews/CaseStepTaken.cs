using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>One step of a case as it was taken; never changed afterwards.</summary>
public sealed class CaseStepTaken : IAreaBound
{
    /// <summary>Province of the case.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the case.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>Order inside the case, from 1.</summary>
    public short Ordinal { get; init; }

    /// <summary>The step.</summary>
    public CaseStep Step { get; init; }

    /// <summary>State before; null for the first step.</summary>
    public CaseState? FromState { get; init; }

    /// <summary>State after.</summary>
    public CaseState ToState { get; init; }

    /// <summary>Legal date.</summary>
    public DateOnly TakenOn { get; init; }

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Subject of the token.</summary>
    public required string ActorId { get; init; }

    /// <summary>Kind of the evidence.</summary>
    public string? EvidenceKind { get; init; }

    /// <summary>Reference of the evidence.</summary>
    public string? EvidenceReference { get; init; }

    /// <summary>Fingerprint of the evidence.</summary>
    public string? EvidenceSha256 { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>What was irregular about it, as codes.</summary>
    public string[] Irregularities { get; init; } = [];
}
