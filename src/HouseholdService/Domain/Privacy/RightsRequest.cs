using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>
/// A person's request about the own data (yêu cầu của chủ thể dữ liệu): received, answered by another officer within its working days, carried out within its working days.
/// </summary>
public sealed partial class RightsRequest : IAreaBound
{
    /// <summary>Province of the household.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the household.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The household whose data it is about.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>The one person whom it is about; null for the whole household.</summary>
    public Guid? MemberId { get; init; }

    /// <summary>Which right.</summary>
    public RightsKind Kind { get; init; }

    /// <summary>How it arrived.</summary>
    public RequestChannel Channel { get; init; }

    /// <summary>Who asks; personal data.</summary>
    [PersonalData(DataClass.P2)]
    public required string Requester { get; init; }

    /// <summary>In what capacity.</summary>
    public RequesterRelation Relation { get; init; }

    /// <summary>How the officer made sure who asks.</summary>
    public IdentityCheck VerifiedHow { get; init; }

    /// <summary>Paper or record of it.</summary>
    [PersonalData(DataClass.P1)]
    public required string VerifiedReference { get; init; }

    /// <summary>What is asked; never leaves the registry.</summary>
    [PersonalData(DataClass.P2)]
    public required string Wish { get; init; }

    /// <summary>Reference of papers handed in.</summary>
    [PersonalData(DataClass.P1)]
    public string? EvidenceReference { get; init; }

    /// <summary>SHA-256 of their scan.</summary>
    [PersonalData(DataClass.P1)]
    public string? EvidenceSha256 { get; init; }

    /// <summary>Date of receipt.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly ReceivedOn { get; init; }

    /// <summary>Subject of the token that received it; may not answer it.</summary>
    [PersonalData(DataClass.P1)]
    public required string ReceivedBy { get; init; }

    /// <summary>Last day of the answer.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly AnswerDueOn { get; init; }

    /// <summary>Last day of carrying it out.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly FinishDueOn { get; private set; }

    /// <summary>Why the last day was moved, once.</summary>
    [PersonalData(DataClass.P1)]
    public string? ExtensionReason { get; private set; }

    /// <summary>Where it stands.</summary>
    public RightsState State { get; private set; } = RightsState.Received;

    /// <summary>Date of the answer.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly? AnsweredOn { get; private set; }

    /// <summary>Subject of the token that answered.</summary>
    [PersonalData(DataClass.P1)]
    public string? AnsweredBy { get; private set; }

    /// <summary>Answer as given to the person.</summary>
    [PersonalData(DataClass.P2)]
    public string? Answer { get; private set; }

    /// <summary>Legal source of the answer; always there when it is refused.</summary>
    [PersonalData(DataClass.P1)]
    public string? LegalSource { get; private set; }

    /// <summary>When the data held was last told on this request.</summary>
    [PersonalData(DataClass.P1)]
    public DateTimeOffset? DisclosedAt { get; private set; }

    /// <summary>Date on which it was done or taken back.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly? FinishedOn { get; private set; }

    /// <summary>Subject of the token that finished it.</summary>
    [PersonalData(DataClass.P1)]
    public string? FinishedBy { get; private set; }

    /// <summary>What was done, and by whom where the registry has no operation for it.</summary>
    [PersonalData(DataClass.P2)]
    public string? Outcome { get; private set; }

    /// <summary>Row version of the database (<c>xmin</c>).</summary>
    [PersonalData(DataClass.P1)]
    public uint RowVersion { get; set; }

    /// <summary>True while something is still to be done.</summary>
    public bool IsOpen => State is RightsState.Received or RightsState.Accepted;

    /// <summary>True when the answer or the doing is late on the day.</summary>
    public bool IsOverdueOn(DateOnly today) => (State == RightsState.Received && AnswerDueOn < today) || (IsOpen && FinishDueOn < today);
}
