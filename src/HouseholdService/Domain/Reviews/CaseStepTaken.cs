using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>One step of a case as it was taken; never changed afterwards.</summary>
[PartOfHamlet(nameof(CaseId))]
public sealed class CaseStepTaken : IAreaBound
{
    /// <summary>Province of the case.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the case.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>Order inside the case, from 1.</summary>
    [PersonalData(DataClass.P1)]
    public short Ordinal { get; init; }

    /// <summary>The step.</summary>
    public CaseStep Step { get; init; }

    /// <summary>State before; null for the first step.</summary>
    public CaseState? FromState { get; init; }

    /// <summary>State after.</summary>
    public CaseState ToState { get; init; }

    /// <summary>Legal date.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly TakenOn { get; init; }

    /// <summary>When it was recorded.</summary>
    [PersonalData(DataClass.P1)]
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Subject of the token.</summary>
    [PersonalData(DataClass.P1)]
    public required string ActorId { get; init; }

    /// <summary>Kind of the evidence.</summary>
    [PersonalData(DataClass.P1)]
    public string? EvidenceKind { get; init; }

    /// <summary>Reference of the evidence.</summary>
    [PersonalData(DataClass.P1)]
    public string? EvidenceReference { get; init; }

    /// <summary>Fingerprint of the evidence.</summary>
    [PersonalData(DataClass.P1)]
    public string? EvidenceSha256 { get; init; }

    /// <summary>Why.</summary>
    [PersonalData(DataClass.P2)]
    public string? Reason { get; init; }

    /// <summary>What was irregular about it, as codes.</summary>
    [PersonalData(DataClass.P1)]
    public string[] Irregularities { get; init; } = [];
}
